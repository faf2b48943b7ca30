; A boot sector for a floppy: what it writes to the first hard disk through the ATA ports the BIOS reads back, and the
; ATA ports see what the BIOS writes. Says "agree" and how many interrupts 14 there were, or "differ".
; nasm -f bin -o ../resources/reliquary/guests/ata_and_bios.bin ata_and_bios.asm

        bits    16
        org     7C00h

COUNT   equ     4
FIRST   equ     10
DATA    equ     8000h
BACK    equ     9000h
VECTOR  equ     76h * 4

start:  cli
        xor     ax, ax
        mov     ds, ax
        mov     es, ax
        mov     ss, ax
        mov     sp, 7C00h
        cld
        mov     word [VECTOR], irq14
        mov     [VECTOR + 2], ax
        sti
        mov     di, DATA                ; a pattern
        mov     cx, COUNT * 256
        mov     ax, 1234h
fill:   stosw
        add     ax, 4321h
        loop    fill

        mov     al, 30h                 ; WRITE SECTORS, then INT 13h/42h
        call    command
        mov     si, DATA
        mov     bp, COUNT
send:   call    wait_drq
        mov     dx, 1F0h
        mov     cx, 256
        rep     outsw
        dec     bp
        jnz     send
        call    wait_done
        mov     ah, 42h
        call    bios
        call    compare

        not     word [BACK]             ; INT 13h/43h, then READ SECTORS
        not     word [DATA]
        mov     ax, 4300h
        call    bios
        mov     al, 20h
        call    command
        mov     di, BACK
        mov     bp, COUNT
take:   call    wait_drq
        mov     dx, 1F0h
        mov     cx, 256
        rep     insw
        dec     bp
        jnz     take
        call    compare
        mov     al, [interrupts]
        add     al, '0'
        mov     [digit], al
        mov     si, agree
        jmp     say

command:                                ; AL on COUNT sectors from FIRST
        push    ax
        mov     dx, 1F6h
        mov     al, 0E0h
        out     dx, al
        mov     dx, 1F2h
        mov     al, COUNT
        out     dx, al
        inc     dx
        mov     al, FIRST
        out     dx, al
        inc     dx
        xor     al, al
        out     dx, al
        inc     dx
        out     dx, al
        mov     dx, 1F7h
        pop     ax
        out     dx, al
        ret

wait_drq:
        mov     dx, 1F7h
        in      al, dx
        test    al, 80h
        jnz     wait_drq
        test    al, 08h
        jz      differ
        ret

wait_done:
        mov     dx, 1F7h
        in      al, dx
        test    al, 80h
        jnz     wait_done
        test    al, 01h
        jnz     differ
        ret

bios:   mov     si, packet
        mov     dl, 80h
        int     13h
        jc      differ
        ret

compare:
        mov     si, DATA
        mov     di, BACK
        mov     cx, COUNT * 256
        repe    cmpsw
        jne     differ
        ret

differ: mov     si, wrong
say:    lodsb
        or      al, al
        jz      $
        mov     ah, 0Eh
        mov     bx, 7
        int     10h
        jmp     say

irq14:  push    ax
        inc     byte [interrupts]
        mov     al, 20h
        out     0A0h, al
        out     20h, al
        pop     ax
        iret

packet: db      16, 0
        dw      COUNT, BACK, 0
        dq      FIRST
interrupts:
        db      0
agree:  db      "ATA and BIOS agree after "
digit:  db      "? interrupts", 0
wrong:  db      "ATA and BIOS differ", 0

        times   510 - ($ - $$) db 0
        dw      0AA55h
