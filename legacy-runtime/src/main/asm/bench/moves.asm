; Workload "moves": 64 rounds of block moves, 32K forward and back by words, and of searching and comparing by bytes.
; Assemble: nasm -f bin moves.asm -o moves.com

        cpu     8086
        org     100h
%include "result.inc"

ROUNDS  equ     64
REPEATS equ     48
SIZE    equ     8000h

        cld
        mov     ax, cs
        add     ax, 1000h               ; two segments behind this one's 64K
        mov     [first], ax
        add     ax, SIZE / 16
        mov     [second], ax
        mov     es, [first]
        xor     di, di
        mov     cx, SIZE / 2
        mov     ax, 1
fill:   stosw
        mov     dx, ax
        add     ax, ax
        jnc     keep
        xor     ax, 1021h
keep:   loop    fill
        mov     word [rounds], ROUNDS * REPEATS
        xor     bp, bp
round:  mov     es, [cs:second]
        mov     ds, [cs:first]
        xor     si, si
        xor     di, di
        mov     cx, SIZE / 2
        rep     movsw                   ; there
        add     bp, [es:0]
        mov     bx, [cs:rounds]
        add     bx, bx
        and     bx, SIZE - 1
        mov     [es:bx], bp
        mov     ax, es
        mov     cx, ds
        mov     ds, ax
        mov     es, cx
        xor     si, si
        xor     di, di
        mov     cx, SIZE / 2
        rep     movsw                   ; and back
        xor     si, si
        xor     di, di
        mov     cx, SIZE / 16
        repe    cmpsb
        add     bp, cx
        dec     word [cs:rounds]
        jnz     round
        xor     si, si
        xor     ax, ax
        xor     bx, bx
        mov     cx, SIZE / 2
sum:    add     ax, [si]
        adc     bx, 0
        inc     si
        inc     si
        loop    sum
        finish  "MOVES"

first   dw      0
second  dw      0
rounds  dw      0
