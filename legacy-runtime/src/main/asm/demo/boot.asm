; Boot sector of a 360K floppy that starts a program without an operating system.
;
; The program is the first file of the root directory. It lies in one piece, is at most 64K long, and is loaded to
; 1000h:0000h and entered there with the boot drive in DL. Layout of the BIOS parameter block: "Microsoft FAT
; Specification", August 2005, section 3, in the form of DOS 4.
; Assemble: nasm -f bin boot.asm -o boot.bin

        cpu     8086
        org     7C00h
%include "floppy.inc"

DIRECTORY       equ 7E00h               ; where the root directory's first sector is read to
PROGRAM         equ 1000h               ; segment

        jmp     short start
        nop
        db      "RELIQUAR"
        dw      SECTOR
        db      CLUSTER
        dw      1                       ; reserved sectors: this one
        db      2                       ; FATs
        dw      ROOT_ENTRIES
        dw      SECTORS
        db      0FDh                    ; media descriptor
        dw      FAT_SECTORS
        dw      TRACK
        dw      HEADS
        dd      0                       ; hidden sectors
        dd      0                       ; sectors, where 16 bits are not enough
        db      0, 0                    ; drive, reserved
        db      29h                     ; the three fields that follow are there
        dd      19940301h               ; serial number
        db      "NO NAME    "
        db      "FAT12   "

start:  cli
        xor     ax, ax
        mov     ss, ax
        mov     sp, 7C00h
        mov     ds, ax
        mov     es, ax
        sti
        cld
        mov     [drive], dl
        mov     bp, ROOT_FIRST
        mov     bx, DIRECTORY
        mov     cx, 1
        mov     ah, 2
        call    transfer
        mov     si, unreadable
        jc      fail
        mov     si, empty
        cmp     byte [DIRECTORY], 0
        je      fail
        mov     ax, [DIRECTORY + ENTRY_LENGTH]
        add     ax, SECTOR - 1
        rcr     ax, 1                   ; the carry is the sum's 17th bit
        mov     cl, 8
        shr     ax, cl
        mov     cx, ax                  ; sectors
        mov     bp, [DIRECTORY + ENTRY_CLUSTER]
        dec     bp
        dec     bp
        shl     bp, 1
        add     bp, DATA_FIRST
        mov     ax, PROGRAM
        mov     es, ax
        xor     bx, bx
        mov     ah, 2
        call    transfer
        mov     si, unreadable
        jc      fail
        mov     dl, [drive]
        jmp     PROGRAM:0

fail:   lodsb
        or      al, al
        jz      stop
        mov     ah, 0Eh
        mov     bx, 7
        int     10h
        jmp     short fail
stop:   hlt
        jmp     short stop

%include "sectors.inc"

empty           db "There is no program on this floppy.", 0
unreadable      db "The floppy cannot be read.", 0
drive           db 0

        times   510 - ($ - $$) db 0
        dw      0AA55h
