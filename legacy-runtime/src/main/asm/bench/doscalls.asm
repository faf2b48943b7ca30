; Workload "doscalls": 320,000 short DOS calls, four kinds in turn, whose answers every DOS gives alike. The sum counts
; the right answers.
; Assemble: nasm -f bin doscalls.asm -o doscalls.com

        cpu     8086
        org     100h
%include "result.inc"

CALLS   equ     320000
UNUSED  equ     60h                     ; an interrupt kept for programs

        mov     word [rounds], CALLS / 4 / 4
        xor     bp, bp
        xor     si, si
round:  mov     di, 4
next:   mov     ah, 2Fh                 ; where is the transfer area? At 80h of the program segment
        int     21h
        cmp     bx, 80h
        call    count
        push    cs
        pop     es
        mov     ah, 62h                 ; which program segment? This one
        int     21h
        mov     ax, cs
        cmp     bx, ax
        call    count
        mov     dx, [rounds]            ; set a vector
        mov     ax, 2500h + UNUSED
        int     21h
        mov     ax, 3500h + UNUSED      ; and get it
        int     21h
        cmp     bx, [rounds]
        call    count
        mov     ax, es
        mov     bx, cs
        cmp     ax, bx
        call    count
        dec     di
        jnz     next
        dec     word [rounds]
        jnz     round
        push    cs
        pop     ds
        mov     ax, bp
        mov     bx, si
        finish  "DOSCALLS"

count:  jne     .wrong
        add     bp, 1
        adc     si, 0
.wrong: ret

rounds  dw      0
