; Workload "muldiv": 64 rounds of multiplications and divisions of 16 and 32 bits, as decimal conversion, percentages
; and linear congruences need them.
; Assemble: nasm -f bin muldiv.asm -o muldiv.com

        cpu     8086
        org     100h
%include "result.inc"

ROUNDS  equ     64
REPEATS equ     6                       ; times 65536 iterations each

        mov     bp, ROUNDS * REPEATS
        mov     si, 12345               ; seed
        xor     di, di                  ; sum
round:  xor     cx, cx
next:   mov     ax, si
        mov     bx, 25173
        mul     bx
        add     ax, 13849
        mov     si, ax
        xor     dx, dx
        mov     bx, 100
        div     bx
        add     di, dx                  ; the last two digits
        mov     bx, cx
        or      bx, 1
        mov     ax, si
        xor     dx, dx
        div     bx
        imul    bx
        add     di, ax
        loop    next
        dec     bp
        jnz     round
        mov     ax, si
        mov     bx, di
        finish  "MULDIV"
