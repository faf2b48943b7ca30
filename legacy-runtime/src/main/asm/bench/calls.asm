; Workload "calls": 64 rounds of a recursive function with arguments, a local variable and a frame on the stack, called
; as Pascal and C compilers of the time called it.
; Assemble: nasm -f bin calls.asm -o calls.com

        cpu     8086
        org     100h
%include "result.inc"

ROUNDS  equ     64
DEPTH   equ     28

        xor     si, si
        xor     di, di
        mov     word [rounds], ROUNDS
round:  mov     ax, DEPTH
        push    ax
        call    fibonacci
        add     si, ax
        adc     di, 0
        dec     word [rounds]
        jnz     round
        mov     ax, si
        mov     bx, di
        finish  "CALLS"

; AX = Fibonacci number of the argument; takes the argument off the stack.
fibonacci:
        push    bp
        mov     bp, sp
        sub     sp, 2
        mov     ax, [bp + 4]
        cmp     ax, 2
        jb      .small
        dec     ax
        push    ax
        call    fibonacci
        mov     [bp - 2], ax
        mov     ax, [bp + 4]
        sub     ax, 2
        push    ax
        call    fibonacci
        add     ax, [bp - 2]
.small: mov     sp, bp
        pop     bp
        ret     2

rounds  dw      0
