; The ROM of the paravirtual BIOS: 64 KiB at F000:0000.
;
; Services run on the host. What stands here is what must be guest code: interrupt handlers that call other
; interrupts, the waiting of blocking services, and the tables at the addresses that the IBM PC AT Technical
; Reference (1984), section 5, made public. Instructions are those of the 8086, so that any processor runs them.
;
; Assemble:  nasm -f bin -o bios.rom bios.asm

        cpu     8086
        bits    16
        org     0

%macro place 1                          ; go on at a fixed offset
        times   %1-($-$$) db 0
%endmacro

%macro hypercall 1                      ; to the host: undefined opcode and the number of the service
        db      0Fh, 0FFh, %1
%endmacro

%macro service 1                        ; an interrupt that the host answers
        hypercall %1
        iret                            ; +3: done
%endmacro

%macro waiting_service 1                ; one that may have to wait for an interrupt
%%again:
        hypercall %1
        iret                            ; +3: done
        sti                             ; +4: wait
        hlt
        jmp     short %%again
%endmacro

%macro polling_service 1                ; one that waits for a device that raises none
%%again:
        hypercall %1
        iret                            ; +3: done
        sti                             ; +4: wait
        push    cx
        mov     cx, 64
%%pause:
        loop    %%pause
        pop     cx
        jmp     short %%again
%endmacro

PIC1            equ 20h
PIC2            equ 0A0h
EOI             equ 20h
KEYBOARD_DATA   equ 60h
KEYBOARD_COMMAND equ 64h
FLOPPY_OUTPUT   equ 3F2h
COPROCESSOR     equ 0F0h

BDA             equ 40h                 ; segment of the BIOS data area; offsets in it:
EQUIPMENT       equ 10h
MEMORY_SIZE     equ 13h
KEYBOARD_FLAGS1 equ 18h
PAUSED          equ 08h
SEEK_STATUS     equ 3Eh
MOTOR_STATUS    equ 3Fh
MOTOR_COUNT     equ 40h
TICKS_LOW       equ 6Ch
TICKS_HIGH      equ 6Eh
MIDNIGHT        equ 70h
HARD_DISK_INT   equ 8Eh

; What the host answers a key with (AH after hypercall 89h).
KEY_NOTHING     equ 0
KEY_STORED      equ 1
KEY_PRINT       equ 2
KEY_BREAK       equ 3
KEY_PAUSE       equ 4
KEY_SYSTEM      equ 5
KEY_RESET       equ 6

; ------------------------------------------------------------------ directory for the host, at F000:0000
        db      'Reliquary paravirtual BIOS', 0
        place   20h
        dw      vectors
        dw      font_8
        dw      font_8_high
        dw      font_14
        dw      font_16
        dw      video_parameters
        dw      video_pointers
        dw      config_table
        dw      diskette_table
        dw      no_alternate_glyphs
        dw      state_capabilities
        dw      fixed_disk_tables

; Offset of each interrupt's handler; 0 leaves the vector empty (0000:0000).
        place   40h
vectors:
        dw      ignore, ignore, int02, ignore, ignore, int05, ignore, ignore            ; 00-07
        dw      int08, int09, irq_master, irq_master, irq_master, irq_master, int0e, irq_master
        dw      int10, int11, int12, int13, int14, int15, int16, int17                  ; 10-17
        dw      int18, int19, int1a, ignore, ignore, 0F0A4h, diskette_table, font_8_high
        times   20h dw ignore                                                           ; 20-3F
        dw      int40, 0, int10, font_8, ignore, ignore, 0, ignore                     ; 40-47
        dw      ignore, ignore, ignore, ignore, ignore, ignore, ignore, ignore          ; 48-4F
        times   10h dw ignore                                                           ; 50-5F
        times   08h dw 0                                                                ; 60-67
        times   08h dw ignore                                                           ; 68-6F
        dw      int70, int71, irq_slave, irq_slave, int74, int75, int76, irq_slave      ; 70-77
vectors_end:

; ------------------------------------------------------------------ character generators, filled in by the host
        place   1000h
font_8_high:    times 128*8  db 0       ; 8x8, codes 80h-FFh; codes 00h-7Fh are at FA6Eh
font_14:        times 256*14 db 0
font_16:        times 256*16 db 0
no_alternate_glyphs: db 0               ; the shapes of 9-dot cells that differ: none, so the list ends at once
fixed_disk_tables: times 2*16 db 0      ; INT 41h and 46h

; ------------------------------------------------------------------ VGA parameter tables
; IBM VGA: 64 bytes a mode. Columns, rows - 1, character height, page size; sequencer 1-4; miscellaneous output;
; CRTC 0-18h; attribute controller 0-13h; graphics controller 0-8.
        place   3800h
%define ega_palette  00h,01h,02h,03h,04h,05h,14h,07h,38h,39h,3Ah,3Bh,3Ch,3Dh,3Eh,3Fh
%define cga_palette  00h,01h,02h,03h,04h,05h,06h,07h,10h,11h,12h,13h,14h,15h,16h,17h
%define flat_palette 00h,01h,02h,03h,04h,05h,06h,07h,08h,09h,0Ah,0Bh,0Ch,0Dh,0Eh,0Fh
%define mono_palette 00h,08h,08h,08h,08h,08h,08h,08h,10h,18h,18h,18h,18h,18h,18h,18h

%macro text_mode 4 ; columns, page size, sequencer clocking, CRTC: 1 for 40 columns
        db      %1, 24, 16
        dw      %2
        db      %3, 03h, 00h, 02h
%endmacro

video_parameters:
; 0: modes 0, 1 (40x25 text, 400 lines)
        text_mode 40, 0800h, 08h, 1
        db      67h
        db      2Dh,27h,28h,90h,2Bh,0A0h,0BFh,1Fh,00h,4Fh,0Dh,0Eh,00h,00h,00h,00h,9Ch,8Eh,8Fh,14h,1Fh,96h,0B9h,0A3h,0FFh
        db      ega_palette, 0Ch,00h,0Fh,08h
        db      00h,00h,00h,00h,00h,10h,0Eh,00h,0FFh
; 1: modes 2, 3 (80x25 text, 400 lines)
        text_mode 80, 1000h, 00h, 0
        db      67h
        db      5Fh,4Fh,50h,82h,55h,81h,0BFh,1Fh,00h,4Fh,0Dh,0Eh,00h,00h,00h,00h,9Ch,8Eh,8Fh,28h,1Fh,96h,0B9h,0A3h,0FFh
        db      ega_palette, 0Ch,00h,0Fh,08h
        db      00h,00h,00h,00h,00h,10h,0Eh,00h,0FFh
; 2: mode 7 (80x25 monochrome text, 400 lines)
        text_mode 80, 1000h, 00h, 0
        db      66h
        db      5Fh,4Fh,50h,82h,55h,81h,0BFh,1Fh,00h,4Fh,0Dh,0Eh,00h,00h,00h,00h,9Ch,8Eh,8Fh,28h,0Fh,96h,0B9h,0A3h,0FFh
        db      mono_palette, 0Eh,00h,0Fh,08h
        db      00h,00h,00h,00h,00h,10h,0Ah,00h,0FFh
; 3: modes 4, 5 (320x200, 4 colours)
        db      40, 24, 8
        dw      4000h
        db      09h,03h,00h,02h
        db      63h
        db      2Dh,27h,28h,90h,2Bh,80h,0BFh,1Fh,00h,0C1h,00h,00h,00h,00h,00h,00h,9Ch,8Eh,8Fh,14h,00h,96h,0B9h,0A2h,0FFh
        db      00h,13h,15h,17h,02h,04h,06h,07h,10h,11h,12h,13h,14h,15h,16h,17h, 01h,00h,03h,00h
        db      00h,00h,00h,00h,00h,30h,0Fh,00h,0FFh
; 4: mode 6 (640x200, 2 colours)
        db      80, 24, 8
        dw      4000h
        db      01h,01h,00h,06h
        db      63h
        db      5Fh,4Fh,50h,82h,54h,80h,0BFh,1Fh,00h,0C1h,00h,00h,00h,00h,00h,00h,9Ch,8Eh,8Fh,28h,00h,96h,0B9h,0C2h,0FFh
        db      00h,17h,17h,17h,17h,17h,17h,17h,17h,17h,17h,17h,17h,17h,17h,17h, 01h,00h,01h,00h
        db      00h,00h,00h,00h,00h,00h,0Dh,00h,0FFh
; 5: mode 0Dh (320x200, 16 colours)
        db      40, 24, 8
        dw      2000h
        db      09h,0Fh,00h,06h
        db      63h
        db      2Dh,27h,28h,90h,2Bh,80h,0BFh,1Fh,00h,0C0h,00h,00h,00h,00h,00h,00h,9Ch,8Eh,8Fh,14h,00h,96h,0B9h,0E3h,0FFh
        db      cga_palette, 01h,00h,0Fh,00h
        db      00h,00h,00h,00h,00h,00h,05h,0Fh,0FFh
; 6: mode 0Eh (640x200, 16 colours)
        db      80, 24, 8
        dw      4000h
        db      01h,0Fh,00h,06h
        db      63h
        db      5Fh,4Fh,50h,82h,54h,80h,0BFh,1Fh,00h,0C0h,00h,00h,00h,00h,00h,00h,9Ch,8Eh,8Fh,28h,00h,96h,0B9h,0E3h,0FFh
        db      cga_palette, 01h,00h,0Fh,00h
        db      00h,00h,00h,00h,00h,00h,05h,0Fh,0FFh
; 7: mode 0Fh (640x350, monochrome)
        db      80, 24, 14
        dw      8000h
        db      01h,0Fh,00h,06h
        db      0A2h
        db      5Fh,4Fh,50h,82h,54h,80h,0BFh,1Fh,00h,40h,00h,00h,00h,00h,00h,00h,83h,85h,5Dh,28h,0Fh,63h,0BAh,0E3h,0FFh
        db      00h,08h,00h,00h,18h,18h,00h,00h,00h,08h,00h,00h,00h,18h,00h,00h, 0Bh,00h,05h,00h
        db      00h,00h,00h,00h,00h,00h,05h,05h,0FFh
; 8: mode 10h (640x350, 16 colours)
        db      80, 24, 14
        dw      8000h
        db      01h,0Fh,00h,06h
        db      0A3h
        db      5Fh,4Fh,50h,82h,54h,80h,0BFh,1Fh,00h,40h,00h,00h,00h,00h,00h,00h,83h,85h,5Dh,28h,0Fh,63h,0BAh,0E3h,0FFh
        db      ega_palette, 01h,00h,0Fh,00h
        db      00h,00h,00h,00h,00h,00h,05h,0Fh,0FFh
; 9: mode 11h (640x480, 2 colours)
        db      80, 29, 16
        dw      0A000h
        db      01h,0Fh,00h,06h
        db      0E3h
        db      5Fh,4Fh,50h,82h,54h,80h,0Bh,3Eh,00h,40h,00h,00h,00h,00h,00h,00h,0EAh,8Ch,0DFh,28h,00h,0E7h,04h,0C3h,0FFh
        db      00h,3Fh,3Fh,3Fh,3Fh,3Fh,3Fh,3Fh,3Fh,3Fh,3Fh,3Fh,3Fh,3Fh,3Fh,3Fh, 01h,00h,0Fh,00h
        db      00h,00h,00h,00h,00h,00h,05h,01h,0FFh
; 10: mode 12h (640x480, 16 colours)
        db      80, 29, 16
        dw      0A000h
        db      01h,0Fh,00h,06h
        db      0E3h
        db      5Fh,4Fh,50h,82h,54h,80h,0Bh,3Eh,00h,40h,00h,00h,00h,00h,00h,00h,0EAh,8Ch,0DFh,28h,00h,0E7h,04h,0E3h,0FFh
        db      ega_palette, 01h,00h,0Fh,00h
        db      00h,00h,00h,00h,00h,00h,05h,0Fh,0FFh
; 11: mode 13h (320x200, 256 colours)
        db      40, 24, 8
        dw      2000h
        db      01h,0Fh,00h,0Eh
        db      63h
        db      5Fh,4Fh,50h,82h,54h,80h,0BFh,1Fh,00h,41h,00h,00h,00h,00h,00h,00h,9Ch,8Eh,8Fh,28h,40h,96h,0B9h,0A3h,0FFh
        db      flat_palette, 41h,00h,0Fh,00h
        db      00h,00h,00h,00h,00h,40h,05h,0Fh,0FFh

; 12: modes 0, 1 with 350 lines
        db      40, 24, 14
        dw      0800h
        db      09h,03h,00h,02h
        db      0A3h
        db      2Dh,27h,28h,90h,2Bh,0A0h,0BFh,1Fh,00h,4Dh,0Bh,0Ch,00h,00h,00h,00h,83h,85h,5Dh,14h,1Fh,63h,0BAh,0A3h,0FFh
        db      ega_palette, 08h,00h,0Fh,00h
        db      00h,00h,00h,00h,00h,10h,0Eh,00h,0FFh
; 13: modes 2, 3 with 350 lines
        db      80, 24, 14
        dw      1000h
        db      01h,03h,00h,02h
        db      0A3h
        db      5Fh,4Fh,50h,82h,55h,81h,0BFh,1Fh,00h,4Dh,0Bh,0Ch,00h,00h,00h,00h,83h,85h,5Dh,28h,1Fh,63h,0BAh,0A3h,0FFh
        db      ega_palette, 08h,00h,0Fh,00h
        db      00h,00h,00h,00h,00h,10h,0Eh,00h,0FFh
; 14: modes 0, 1 with 200 lines
        db      40, 24, 8
        dw      0800h
        db      09h,03h,00h,02h
        db      63h
        db      2Dh,27h,28h,90h,2Bh,0A0h,0BFh,1Fh,00h,0C7h,06h,07h,00h,00h,00h,00h,9Ch,8Eh,8Fh,14h,1Fh,96h,0B9h,0A3h,0FFh
        db      cga_palette, 08h,00h,0Fh,00h
        db      00h,00h,00h,00h,00h,10h,0Eh,00h,0FFh
; 15: modes 2, 3 with 200 lines
        db      80, 24, 8
        dw      1000h
        db      01h,03h,00h,02h
        db      63h
        db      5Fh,4Fh,50h,82h,55h,81h,0BFh,1Fh,00h,0C7h,06h,07h,00h,00h,00h,00h,9Ch,8Eh,8Fh,28h,1Fh,96h,0B9h,0A3h,0FFh
        db      cga_palette, 08h,00h,0Fh,00h
        db      00h,00h,00h,00h,00h,10h,0Eh,00h,0FFh

; The save pointer table that 40:A8 names: the parameter tables; nothing else is overridden.
video_pointers:
        dw      video_parameters, 0F000h
        times   6 dd 0

; INT 10h/1Bh, static functionality: which modes, scan lines and functions there are (PS/2 BIOS reference).
state_capabilities:
        db      0FFh, 0E0h, 0Fh         ; modes 00h-07h; 0Dh-0Fh; 10h-13h
        dd      0
        db      07h                     ; 200, 350 and 400 scan lines in text modes
        db      2, 8                    ; character blocks shown at once, and held
        db      0FFh, 0Eh               ; functions
        dw      0
        db      0, 0, 0, 0

; ------------------------------------------------------------------ AT interrupts 70h-77h and the rest of the handlers
        place   8000h
int70:                                  ; real-time clock: alarm and periodic
        push    ax
        push    bx
        push    dx
        push    ds
        push    es
        hypercall 0B0h                  ; AL bit 0: the alarm rang
        test    al, 1
        jz      .done
        sti
        int     4Ah
        cli
.done:  pop     es
        pop     ds
        pop     dx
        pop     bx
        mov     al, EOI
        out     PIC2, al
        out     PIC1, al
        pop     ax
        iret

int71:                                  ; IRQ 9 stands for the XT's IRQ 2
        push    ax
        mov     al, EOI
        out     PIC2, al
        pop     ax
        int     0Ah
        iret

int74:                                  ; pointing device: calls the program's handler with four words
        push    ax
        push    bx
        push    cx
        push    dx
        push    si
        push    di
        push    bp
        push    ds
        push    es
        hypercall 0B4h                  ; AL = 1: a packet is complete; BX status, CX X, DX Y; ES:DI -> handler's address
        or      al, al
        jz      .done
        push    bx
        push    cx
        push    dx
        xor     ax, ax
        push    ax
        sti
        call    far [es:di]
        cli
        add     sp, 8
.done:  mov     al, EOI
        out     PIC2, al
        out     PIC1, al
        pop     es
        pop     ds
        pop     bp
        pop     di
        pop     si
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        iret

int75:                                  ; coprocessor error: what an 8087 raised as NMI
        push    ax
        xor     al, al
        out     COPROCESSOR, al
        mov     al, EOI
        out     PIC2, al
        out     PIC1, al
        pop     ax
        int     02h
        iret

int76:                                  ; hard disk controller is done
        push    ax
        push    ds
        mov     ax, BDA
        mov     ds, ax
        mov     byte [HARD_DISK_INT], 0FFh
        pop     ds
        mov     al, EOI
        out     PIC2, al
        out     PIC1, al
        pop     ax
        iret

irq_slave:
        push    ax
        mov     al, EOI
        out     PIC2, al
        out     PIC1, al
        pop     ax
        iret

irq_master:
        push    ax
        mov     al, EOI
        out     PIC1, al
        pop     ax
        iret

int05:  service 05h
int19:  service 19h
int14:  polling_service 14h
int15:  waiting_service 15h
int17:  polling_service 17h

int16:  hypercall 16h
        iret                            ; +3: done
        test    ah, 0EFh                ; +4: wait
        jnz     .idle                   ; functions 01h and 11h only want to let time pass
        push    ax
        mov     ax, 9002h               ; a multitasking program may run something else until a key comes
        int     15h
        pop     ax
.idle:  sti
        hlt
        jmp     short int16

; The keyboard's actions that end in other interrupts.
key_actions:
        cmp     ah, KEY_STORED
        je      .stored
        cmp     ah, KEY_PRINT
        je      .print
        cmp     ah, KEY_BREAK
        je      .break
        cmp     ah, KEY_PAUSE
        je      .pause
        cmp     ah, KEY_SYSTEM
        je      .system
        ret
.stored:
        mov     ax, 9102h               ; tells who waits in 9002h
        int     15h
        ret
.print:
        sti
        int     05h
        ret
.break:
        sti
        int     1Bh
        ret
.system:
        mov     ah, 85h                 ; AL: 0 pressed, 1 released
        sti
        int     15h
        ret
.pause:
        mov     ax, BDA
        mov     ds, ax
.asleep:
        sti
        hlt
        test    byte [KEYBOARD_FLAGS1], PAUSED
        jnz     .asleep
        ret

; ------------------------------------------------------------------ addresses that programs know
        place   0E05Bh
reset:
        cli
        cld
        xor     ax, ax
        mov     ss, ax
        mov     sp, 7C00h
        hypercall 80h                   ; power-on self-test
        sti
        int     19h
        jmp     short $

        place   0E2C3h
int02:  iret

        place   0E3FEh
int13:  service 13h

        place   0E6F2h
        jmp     int19

        place   0E6F5h
config_table:                           ; INT 15h/C0h
        dw      8
        db      0, 0, 0                 ; model, submodel, revision, filled in by the host
        db      70h                     ; second PIC, RTC, keyboard intercept
        db      0, 0, 0, 0

        place   0E739h
        jmp     int14

        place   0E82Eh
        jmp     int16

        place   0E987h
int09:
        push    ax
        push    bx
        push    cx
        push    dx
        push    si
        push    di
        push    bp
        push    ds
        push    es
        cld
        in      al, KEYBOARD_DATA
        mov     ah, 4Fh
        stc
        int     15h                     ; programs may swap the scan code or take it (carry clear)
        mov     ah, KEY_NOTHING
        jnc     .taken
        hypercall 89h                   ; AL scan code; AH = what else to do
.taken: push    ax
        mov     al, EOI
        out     PIC1, al
        pop     ax
        cmp     ah, KEY_RESET
        je      .reset
        call    key_actions
        cli
        pop     es
        pop     ds
        pop     bp
        pop     di
        pop     si
        pop     dx
        pop     cx
        pop     bx
        pop     ax
        iret
.reset: mov     al, 0FEh                ; the keyboard controller pulls the processor's reset line
        out     KEYBOARD_COMMAND, al
        cli
        hlt
        jmp     short .reset

        place   0EC59h
int40:  service 40h

        place   0EF57h
int0e:                                  ; diskette controller is done
        push    ax
        push    ds
        mov     ax, BDA
        mov     ds, ax
        or      byte [SEEK_STATUS], 80h
        pop     ds
        mov     al, EOI
        out     PIC1, al
        pop     ax
        iret

        place   0EFC7h
diskette_table:                         ; INT 1Eh
        db      0DFh, 02h, 25h, 02h, 18, 1Bh, 0FFh, 6Ch, 0F6h, 0Fh, 08h

        place   0EFD2h
        jmp     int17

        place   0F045h
int18:  service 18h

        place   0F065h
int10:  service 10h

        place   0F0A4h                  ; INT 1Dh: registers of the 6845
        db      38h,28h,2Dh,0Ah,1Fh,06h,19h,1Ch,02h,07h,06h,07h,00h,00h,00h,00h     ; 40x25
        db      71h,50h,5Ah,0Ah,1Fh,06h,19h,1Ch,02h,07h,06h,07h,00h,00h,00h,00h     ; 80x25
        db      38h,28h,2Dh,0Ah,7Fh,06h,64h,70h,02h,01h,06h,07h,00h,00h,00h,00h     ; graphics
        db      61h,50h,52h,0Fh,19h,06h,19h,19h,02h,0Dh,0Bh,0Ch,00h,00h,00h,00h     ; monochrome
        dw      0800h, 1000h, 4000h, 4000h                                          ; page sizes
        db      40, 40, 80, 80, 40, 40, 80, 80                                      ; columns
        db      2Ch, 28h, 2Dh, 29h, 2Ah, 2Eh, 1Eh, 29h                              ; mode register

        place   0F841h
int12:                                  ; memory size in KiB
        push    ds
        mov     ax, BDA
        mov     ds, ax
        mov     ax, [MEMORY_SIZE]
        pop     ds
        iret

        place   0F84Dh
int11:                                  ; equipment
        push    ds
        mov     ax, BDA
        mov     ds, ax
        mov     ax, [EQUIPMENT]
        pop     ds
        iret

        place   0F859h
        jmp     int15

        place   0FA6Eh
font_8: times 128*8 db 0                ; 8x8, codes 00h-7Fh

        place   0FE6Eh
int1a:  waiting_service 1Ah

        place   0FEA5h
int08:                                  ; 18.2 times a second; INT 1Ch counts on DS = 40h and on AX, DX, DS being saved
        sti
        push    ds
        push    ax
        push    dx
        mov     ax, BDA
        mov     ds, ax
        inc     word [TICKS_LOW]
        jnz     .day
        inc     word [TICKS_HIGH]
.day:   cmp     word [TICKS_HIGH], 18h  ; 1800B0h ticks are a day
        jne     .motor
        cmp     word [TICKS_LOW], 0B0h
        jne     .motor
        xor     ax, ax
        mov     [TICKS_LOW], ax
        mov     [TICKS_HIGH], ax
        mov     byte [MIDNIGHT], 1
.motor: dec     byte [MOTOR_COUNT]
        jnz     .user
        and     byte [MOTOR_STATUS], 0F0h
        mov     al, 0Ch
        mov     dx, FLOPPY_OUTPUT
        out     dx, al
.user:  int     1Ch
        cli
        mov     al, EOI
        out     PIC1, al
        pop     dx
        pop     ax
        pop     ds
        iret

        place   0FF53h
ignore: iret

        place   0FF54h
        jmp     int05

        place   0FFF0h
        jmp     0F000h:reset
        times   8 db 0                  ; release date, filled in by the host
        db      0
        db      0                       ; model
        db      0
