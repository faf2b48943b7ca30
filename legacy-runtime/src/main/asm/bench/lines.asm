; Workload "lines": 2,000 lines of text to the screen through DOS. The sum is over the characters that the screen then
; shows in its rows 4 to 19, so that output that never arrived shows.
; Assemble: nasm -f bin lines.asm -o lines.com

        cpu     8086
        org     100h
%include "result.inc"

LINES   equ     2000
COLUMNS equ     80

        mov     word [rounds], LINES
next:   mov     si, digits + 3
count:  inc     byte [si]               ; the line's number, in decimal
        cmp     byte [si], '9'
        jbe     show
        mov     byte [si], '0'
        dec     si
        jmp     short count
show:   mov     dx, line
        mov     ah, 9
        int     21h
        dec     word [rounds]
        jnz     next
        mov     ax, 0B800h
        mov     ds, ax
        mov     si, 4 * COLUMNS * 2
        mov     cx, 16 * COLUMNS
        xor     ax, ax
        xor     bx, bx
        cld
sum:    mov     dl, [si]
        xor     dh, dh
        add     si, 2
        rol     ax, 1
        add     ax, dx
        adc     bx, 0
        loop    sum
        finish  "LINES"

line    db      "Line "
digits  db      "0000"
        db      "  The quick brown fox jumps over the lazy dog", 13, 10, "$"
rounds  dw      0
