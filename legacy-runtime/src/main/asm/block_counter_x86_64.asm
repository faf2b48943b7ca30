; The block counter: Unicorn calls this before every basic block, with the C calling convention
;     void block(uc_engine *uc, uint64_t address, uint32_t size, void *control)
; It counts the block, stops the processor before the block when the deadline is reached, and stops it when the block's
; bytes in guest memory are no longer those in the shadow page that the translation was made from.
;
; Assembled twice: -DWINDOWS=1 for the Microsoft x64 convention. Uses only registers that are scratch in both.
;     nasm -f bin -o block_counter_x86_64.bin block_counter_x86_64.asm
;     nasm -f bin -DWINDOWS=1 -o block_counter_x86_64_windows.bin block_counter_x86_64.asm

bits 64
default rel

; The control block; BlockCounter.java reads and writes the same fields.
COUNT    equ 0      ; blocks executed
DEADLINE equ 8      ; stop before the block with this number
REASON   equ 16     ; why it stopped: 1 deadline, 2 the code was changed
STOP     equ 24     ; address of uc_emu_stop
MASK     equ 32     ; the address lines that exist (A20)
LIMIT    equ 40     ; addresses below this have a shadow; 0 while paging is on
PAGES    equ 48     ; one byte for each page below LIMIT; bit 1: written since it was copied
RAM      equ 56     ; host address of guest memory
DELTA    equ 64     ; host address of the shadow minus RAM
CLEAN    equ 72     ; linear address of the page that the last block was in, if its blocks need no comparison

%ifdef WINDOWS
        mov     r10, r9             ; control
        mov     r9d, r8d            ; size
        mov     r8, rdx             ; address
%else
        mov     r10, rcx
        mov     r9d, edx
        mov     r8, rsi
%endif
        mov     rax, [r10 + COUNT]
        cmp     rax, [r10 + DEADLINE]
        jae     deadline
        ; Most blocks are in the same page as the one before.
        mov     r11, r8
        sub     r11, [r10 + CLEAN]
        cmp     r11, 1000h
        jae     other_page
        add     r11, r9
        cmp     r11, 1000h
        ja      other_page
        inc     rax
        mov     [r10 + COUNT], rax
        ret

other_page:
        mov     rdx, r8
        and     r8, [r10 + MASK]
        lea     r11, [r8 + r9 - 1]  ; the block's last byte
        cmp     r11, [r10 + LIMIT]
        jae     count
        push    rdx
        mov     rdx, r8
        shr     rdx, 12
        shr     r11, 12
        add     rdx, [r10 + PAGES]
        add     r11, [r10 + PAGES]
        cmp     rdx, r11
        je      one_page
        movzx   edx, byte [rdx]
        or      dl, [r11]
        test    dl, 2
        pop     rdx
        jz      count
        jmp     compare
one_page:
        test    byte [rdx], 2
        pop     rdx
        jnz     compare
        and     rdx, -1000h
        mov     [r10 + CLEAN], rdx
        inc     rax
        mov     [r10 + COUNT], rax
        ret

        ; One of its pages was written: compare.
compare:
        add     r8, [r10 + RAM]
        mov     r11, [r10 + DELTA]
        cmp     r9d, 8
        jb      short_block
eight:  mov     rdx, [r8]
        cmp     rdx, [r8 + r11]
        jne     changed
        add     r8, 8
        sub     r9d, 8
        cmp     r9d, 8
        jae     eight
        test    r9d, r9d
        jz      count
        ; The rest overlaps what was compared already: one load instead of a loop over bytes.
        mov     rdx, [r8 + r9 - 8]
        add     r8, r11
        cmp     rdx, [r8 + r9 - 8]
        jne     changed
count:  inc     rax
        mov     [r10 + COUNT], rax
        ret

short_block:
        test    r9d, 4
        jz      two
        mov     edx, [r8]
        cmp     edx, [r8 + r11]
        jne     changed
        add     r8, 4
two:    test    r9d, 2
        jz      one
        mov     dx, [r8]
        cmp     dx, [r8 + r11]
        jne     changed
        add     r8, 2
one:    test    r9d, 1
        jz      count
        mov     dl, [r8]
        cmp     dl, [r8 + r11]
        je      count

changed:
        mov     qword [r10 + REASON], 2
        jmp     [r10 + STOP]
deadline:
        mov     qword [r10 + REASON], 1
        jmp     [r10 + STOP]
