; Workload "sieve": 64 rounds of the sieve of Eratosthenes over 8190 flags that begin right behind the code, as the
; data of a .COM program does. The sum counts the primes of all rounds.
; Assemble: nasm -f bin sieve.asm -o sieve.com

        cpu     8086
        org     100h
%include "result.inc"

ROUNDS  equ     64
REPEATS equ     48
FLAGS   equ     8190                    ; flag i stands for the number 2 * i + 3

        xor     bx, bx
        mov     [total], bx
        mov     [total + 2], bx
        mov     word [rounds], ROUNDS * REPEATS
round:  mov     di, flags
        mov     cx, FLAGS
        mov     al, 1
        cld
        rep     stosb
        xor     bx, bx                  ; primes found
        xor     si, si
next:   cmp     byte [flags + si], 0
        je      other
        inc     word [found]            ; a variable beside the code, as compilers of the time had them
        inc     bx
        mov     ax, si
        add     ax, ax
        add     ax, 3                   ; the prime
        mov     di, si
        add     di, ax
strike: cmp     di, FLAGS
        jae     other
        mov     byte [flags + di], 0
        add     di, ax
        jmp     short strike
other:  inc     si
        cmp     si, FLAGS
        jb      next
        add     [total], bx
        adc     word [total + 2], 0
        dec     word [rounds]
        jnz     round
        mov     ax, [total]
        mov     bx, [total + 2]
        xor     bx, [found]
        finish  "SIEVE"

total   dd      0
found   dw      0
rounds  dw      0
flags:
