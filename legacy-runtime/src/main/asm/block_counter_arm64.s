// The block counter for arm64 hosts (AAPCS64): see block_counter_x86_64.asm, which this follows step by step.
//     void block(uc_engine *uc, uint64_t address, uint32_t size, void *control)
// Uses x1-x7, x16 and x17 only; all are scratch.
//     aarch64-linux-gnu-as -o block_counter_arm64.o block_counter_arm64.s
//     aarch64-linux-gnu-objcopy -O binary block_counter_arm64.o block_counter_arm64.bin

        .equ    COUNT, 0
        .equ    DEADLINE, 8
        .equ    REASON, 16
        .equ    STOP, 24
        .equ    MASK, 32
        .equ    LIMIT, 40
        .equ    PAGES, 48
        .equ    RAM, 56
        .equ    DELTA, 64
        .equ    CLEAN, 72

        mov     w2, w2                  // size, zero-extended
        ldp     x4, x5, [x3, #COUNT]
        cmp     x4, x5
        b.hs    deadline
        ldr     x5, [x3, #CLEAN]        // most blocks are in the same page as the one before
        sub     x5, x1, x5
        cmp     x5, #0x1000
        b.hs    other_page
        add     x5, x5, x2
        cmp     x5, #0x1000
        b.ls    count

other_page:
        mov     x17, x1
        ldp     x5, x6, [x3, #MASK]
        and     x1, x1, x5
        add     x7, x1, x2
        sub     x7, x7, #1              // the block's last byte
        cmp     x7, x6
        b.hs    count
        ldr     x6, [x3, #PAGES]
        add     x5, x6, x1, lsr #12
        add     x7, x6, x7, lsr #12
        cmp     x5, x7
        b.eq    one_page
        ldrb    w5, [x5]
        ldrb    w7, [x7]
        orr     w5, w5, w7
        tbz     w5, #1, count
        b       compare
one_page:
        ldrb    w5, [x5]
        tbnz    w5, #1, compare
        and     x17, x17, #0xFFFFFFFFFFFFF000
        str     x17, [x3, #CLEAN]
        b       count

compare:
        ldp     x5, x16, [x3, #RAM]
        add     x1, x1, x5              // in guest memory
        add     x16, x1, x16            // in the shadow
        cmp     w2, #8
        b.lo    short_block
eight:  ldr     x5, [x1], #8
        ldr     x6, [x16], #8
        cmp     x5, x6
        b.ne    changed
        sub     w2, w2, #8
        cmp     w2, #8
        b.hs    eight
        cbz     w2, count
        sub     x7, x2, #8              // overlaps what was compared already
        ldr     x5, [x1, x7]
        ldr     x6, [x16, x7]
        cmp     x5, x6
        b.ne    changed
count:  add     x4, x4, #1
        str     x4, [x3, #COUNT]
        ret

short_block:
        tbz     w2, #2, two
        ldr     w5, [x1], #4
        ldr     w6, [x16], #4
        cmp     w5, w6
        b.ne    changed
two:    tbz     w2, #1, one
        ldrh    w5, [x1], #2
        ldrh    w6, [x16], #2
        cmp     w5, w6
        b.ne    changed
one:    tbz     w2, #0, count
        ldrb    w5, [x1]
        ldrb    w6, [x16]
        cmp     w5, w6
        b.eq    count

changed:
        mov     x5, #2
        b       stop
deadline:
        mov     x5, #1
stop:   str     x5, [x3, #REASON]
        ldr     x16, [x3, #STOP]
        br      x16
