; Runs a .COM program without DOS: the first 100h bytes of its segment, where DOS would put the program segment prefix.
; The workload follows at 100h. Answers what the workloads that need no real DOS ask for: INT 21h AH=4Ch, at which the
; result is shown and sent and the machine ends.
; Loaded to offset 0 of its own segment by the boot sector of the demonstration floppy.
; Assemble: nasm -f bin host.asm -o host.bin

        cpu     8086
        org     0
%include "result.inc"

        mov     ax, cs
        mov     ds, ax
        mov     es, ax
        cli
        mov     ss, ax
        mov     sp, 0FFFEh
        push    ax                      ; INT 21h, segment
        xor     ax, ax
        mov     es, ax
        mov     word [es:21h * 4], end
        pop     word [es:21h * 4 + 2]
        sti
        push    ds
        pop     es
        jmp     program

end:    push    cs
        pop     ds
        push    cs
        pop     es
        sti
        call    compose
        mov     si, text
        mov     bx, 7
show:   lodsb
        cmp     al, '$'
        je      over
        mov     ah, 0Eh
        int     10h
        jmp     short show
over:   call    send
        jmp     reset

%include "report.inc"

        times   100h - ($ - $$) db 0
program:
