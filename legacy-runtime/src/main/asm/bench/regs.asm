; Workload "registers": 64 rounds of a loop that stays in registers, as inner loops of calculations do.
; Assemble: nasm -f bin regs.asm -o regs.com

        cpu     8086
        org     100h
%include "result.inc"

ROUNDS  equ     64
REPEATS equ     24                      ; times 65536 iterations each

        mov     bp, ROUNDS
        xor     ax, ax
        mov     bx, 1
        mov     dx, 9E37h
round:  mov     di, REPEATS
repeat: xor     cx, cx
next:   add     ax, dx
        adc     bx, cx
        rol     ax, 1
        xor     bx, ax
        mov     si, bx
        shr     si, 1
        sub     dx, si
        inc     dx
        loop    next
        dec     di
        jnz     repeat
        dec     bp
        jnz     round
        add     bx, dx
        finish  "REGS"
