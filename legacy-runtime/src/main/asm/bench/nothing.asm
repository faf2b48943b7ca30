; Workload "boot": nothing. What a run of it takes is what starting and ending takes.
; Assemble: nasm -f bin nothing.asm -o nothing.com

        cpu     8086
        org     100h
%include "result.inc"

        xor     ax, ax
        xor     bx, bx
        finish  "NOTHING"
