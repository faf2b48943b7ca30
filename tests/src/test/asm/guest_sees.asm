; A bootable 360 KB floppy that asks the machine what it is, as programs ask, and shows the answers in hexadecimal.
;
; Every line is a name and the answers; "--" stands for an answer with the carry flag set. Instructions are those of the
; 8086 except in function E820h, which only a 386 is asked.
;
; Assemble:  nasm -f bin -o guest_sees.bin guest_sees.asm

        cpu     386
        bits    16
        org     7C00h

SECTORS         equ 8                   ; of the program, after the boot sector on the first track
BDA             equ 40h

%macro show 1+                          ; prints a text
        call    print
        db      %1, 0
%endmacro

        jmp     short boot
        nop
        db      'RELIQ1.0'              ; BIOS parameter block of a 360 KB floppy
        dw      512
        db      2
        dw      1
        db      2
        dw      112, 720
        db      0FDh
        dw      2, 9, 2
        dd      0, 0
        db      0, 0, 29h
        dd      0
        db      'GUEST SEES '
        db      'FAT12   '

boot:   cli
        xor     ax, ax
        mov     ds, ax
        mov     es, ax
        mov     ss, ax
        mov     sp, 7C00h
        sti
        mov     ax, 0200h + SECTORS
        mov     bx, program
        mov     cx, 2
        mov     dx, 0
        int     13h
        jnc     program
        int     18h

        times   510-($-$$) db 0
        dw      0AA55h

program:
        call    video_modes             ; first, because it clears the screen
        call    memory
        call    map
        call    ports
        call    drives
        call    video
        call    clock
        call    setup
        call    identity
        call    speed
        show    'END', 13, 10
idle:   sti
        hlt
        jmp     idle

; ------------------------------------------------------------------ memory and equipment
memory: show    'MEMORY '
        int     12h
        call    word_out
        mov     ah, 88h
        int     15h
        call    word_or_carry
        mov     ax, 0E801h
        xor     bx, bx
        xor     cx, cx
        xor     dx, dx
        int     15h
        pushf
        call    word_or_carry
        mov     ax, bx
        popf
        call    word_or_carry
        show    13, 10, 'EQUIPMENT '
        int     11h
        call    word_out
        jmp     line

; INT 15h function E820h: first address, length and kind of each range.
map:    pushf                           ; bits 12 to 14 of the flags stay 0 on a 286, and 1 on an 8086
        mov     ax, 7000h
        push    ax
        popf
        pushf
        pop     ax
        popf
        and     ah, 0F0h
        cmp     ah, 70h
        jne     .done
        xor     ebx, ebx
.next:  mov     eax, 0E820h
        mov     edx, 534D4150h
        mov     ecx, 20
        mov     di, range
        int     15h
        jc      .done
        push    ebx
        show    'RANGE '
        mov     eax, [range]
        call    double_out
        mov     eax, [range+8]
        call    double_out
        mov     ax, [range+16]
        call    word_out
        call    line
        pop     ebx
        test    ebx, ebx
        jnz     .next
.done:  ret

; ------------------------------------------------------------------ serial and parallel ports in the BIOS data area
ports:  show    'PORTS '
        mov     si, 400h
        mov     cx, 7
.next:  lodsw
        call    word_out
        loop    .next
        jmp     line

; ------------------------------------------------------------------ drives: function 15h's kind, 08h's CX, DX and BL, 41h
drives: mov     dl, 0
        call    drive
        mov     dl, 1
        call    drive
        mov     dl, 80h
        call    drive
        mov     dl, 81h
drive:  show    'DRIVE '
        mov     al, dl
        call    byte_out
        push    dx
        mov     ah, 15h
        int     13h
        mov     al, ah
        call    byte_or_carry
        pop     dx
        push    dx
        mov     ah, 8
        xor     bx, bx
        xor     di, di
        mov     es, di
        int     13h
        push    ds
        pop     es
        jc      .none
        mov     ax, cx
        call    word_out
        mov     ax, dx
        call    word_out
        mov     al, bl
        call    byte_out
        pop     dx
        mov     ah, 41h                 ; function 41h's turned signature
        mov     bx, 55AAh
        int     13h
        mov     ax, bx
        call    word_or_carry
        jmp     line
.none:  pop     dx
        show    '--'
        jmp     line

; ------------------------------------------------------------------ display adapter
; Asks for each mode in turn; a bit of the mask is set where the BIOS then says that it is in that mode.
video_modes:
        mov     ah, 0Fh
        int     10h
        mov     [first_mode], al
        xor     cx, cx
.next:  push    cx
        mov     ah, 0
        mov     al, cl
        int     10h
        mov     ah, 0Fh
        int     10h
        pop     cx
        cmp     al, cl
        jne     .other
        mov     bx, cx
        shr     bx, 1
        shr     bx, 1
        shr     bx, 1
        push    cx
        and     cl, 7
        mov     al, 1
        shl     al, cl
        pop     cx
        or      [modes+bx], al
.other: inc     cx
        cmp     cx, 20h
        jb      .next
        mov     ah, 0
        mov     al, [first_mode]
        int     10h
        ret

; The mode at power-on, display combination, EGA information, the mask of modes.
video:  show    'VIDEO '
        mov     al, [first_mode]
        call    byte_out
        mov     ax, 1A00h
        mov     bx, 0FFFFh
        int     10h
        call    byte_out                ; 1Ah where the function is known
        mov     ax, bx
        call    word_out
        mov     ah, 12h
        mov     bx, 0FF10h
        int     10h
        mov     ax, bx                  ; BL is still 10h before the EGA
        call    word_out
        mov     ax, [modes+2]
        call    word_out
        mov     ax, [modes]
        call    word_out
        jmp     line

; ------------------------------------------------------------------ date, time
clock:  show    'CLOCK '
        mov     ah, 4
        int     1Ah
        pushf
        mov     ax, cx
        call    word_or_carry
        popf
        mov     ax, dx
        call    word_or_carry
        mov     ah, 2
        int     1Ah
        mov     ax, cx
        call    word_or_carry
        jmp     line

; ------------------------------------------------------------------ CMOS memory from 10h on: drives, equipment, memory
setup:  show    'SETUP '
        mov     cx, 10h
.next:  mov     al, cl
        out     70h, al
        in      al, 71h
        call    byte_out
        inc     cx
        cmp     cx, 1Bh
        jb      .next
        jmp     line

; ------------------------------------------------------------------ what the BIOS says of itself
identity:
        show    'BIOS '
        mov     ax, 0FFFFh
        mov     es, ax
        mov     al, [es:0Eh]
        call    byte_out
        mov     si, 5
.date:  mov     al, [es:si]
        call    character
        inc     si
        cmp     si, 13
        jb      .date
        mov     al, ' '
        call    character
        mov     ah, 0C0h
        int     15h
        jc      .none
        mov     al, [es:bx+2]
        call    byte_out
        mov     al, [es:bx+3]
        call    byte_out
        mov     al, [es:bx+4]
        call    byte_out
        push    ds
        pop     es
        jmp     line
.none:  push    ds
        pop     es
        show    '--'
        jmp     line

; ------------------------------------------------------------------ loops in the time of two ticks
speed:  show    'SPEED '
        push    ds
        mov     ax, BDA
        mov     ds, ax
        xor     cx, cx
        xor     dx, dx
        mov     bx, [6Ch]
.edge:  cmp     bx, [6Ch]
        je      .edge
        add     bx, 3
.count: add     cx, 1
        adc     dx, 0
        cmp     bx, [6Ch]
        jne     .count
        pop     ds
        mov     ax, dx
        push    cx
        call    hex_word
        pop     ax
        call    word_out
        jmp     line

; ------------------------------------------------------------------ output; all keep the registers but AX
word_or_carry:
        jnc     word_out
        jmp     short carry_out
byte_or_carry:
        jnc     byte_out
carry_out:
        show    '-- '
        ret
double_out:
        push    ax
        shr     eax, 16
        call    hex_word
        pop     ax
word_out:
        call    hex_word
        jmp     short blank
byte_out:
        call    hex_byte
blank:  mov     al, ' '
        jmp     short character
hex_word:
        push    ax
        mov     al, ah
        call    hex_byte
        pop     ax
hex_byte:
        push    ax
        push    cx
        mov     cl, 4
        shr     al, cl
        pop     cx
        call    hex_digit
        pop     ax
hex_digit:
        and     al, 0Fh
        add     al, '0'
        cmp     al, '9'
        jbe     character
        add     al, 'A'-'9'-1
character:
        push    bx
        push    cx
        push    dx
        push    si
        mov     ah, 0Eh
        mov     bx, 7
        int     10h
        pop     si
        pop     dx
        pop     cx
        pop     bx
        ret
line:   show    13, 10
        ret
print:  pop     si                      ; the text stands after the call; SI and AX change
        push    ax
.next:  mov     al, [cs:si]
        inc     si
        test    al, al
        jz      .end
        call    character
        jmp     .next
.end:   pop     ax
        jmp     si

first_mode      db 0
modes           db 0, 0, 0, 0
range           times 20 db 0

        times   512*(1+SECTORS)-($-$$) db 0
