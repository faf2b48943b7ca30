package reliquary.engine;

import static reliquary.engine.ContextLayout.*;

import java.nio.ByteBuffer;
import reliquary.shim.GuestCpu;

/**
 * The processor's registers as one block of memory: saved from Unicorn when first looked at, written back when changed.
 *
 * <p>Values that go into segment registers load them as real mode does.
 */
final class UnicornRegisters implements GuestCpu {
    private static final int ARITHMETIC = 0x8D5;
    private static final int DIRECTION = 0x400;
    private static final int AX = 0;
    private static final int CX = 1;
    private static final int DX = 2;
    private static final int BX = 3;
    private static final int SP = 4;
    private static final int BP = 5;
    private static final int SI = 6;
    private static final int DI = 7;
    static final int ES = 0;
    static final int CS = 1;
    static final int SS = 2;
    static final int DS = 3;
    static final int FS = 4;
    static final int GS = 5;
    private static final int SEGMENT_COUNT = 6;
    private static final int REAL_MODE_LIMIT = 0xFFFF;

    /** Present, segment, writable or readable, accessed. */
    private static final int REAL_MODE_DATA = 0x9300;

    private static final int REAL_MODE_CODE = 0x9B00;
    private static final int DESCRIPTOR_BIG = 1 << 22;

    private final UnicornBinding binding;
    private final long engine;
    private final long context;
    private final ByteBuffer block;
    private boolean running;
    private boolean loaded;
    private boolean changed;
    private boolean flagsKnown;
    private int flags;

    UnicornRegisters(UnicornBinding binding, long engine) {
        this.binding = binding;
        this.engine = engine;
        this.context = binding.allocateContext(engine);
        ByteBuffer whole = binding.memoryAt(context, binding.contextSize(engine));
        binding.saveContext(engine, context);
        int eax = 0x52454C49;
        int ecx = 0x51554152;
        binding.writeRegister(engine, UnicornConstants.REG_EAX, eax);
        binding.writeRegister(engine, UnicornConstants.REG_ECX, ecx);
        binding.saveContext(engine, context);
        ContextLayout layout = ContextLayout.find(whole, eax, ecx);
        block = whole.slice(layout.start(), whole.capacity() - layout.start()).order(whole.order());
    }

    /** Unicorn has run or is about to: what was loaded is old. */
    void invalidate() {
        loaded = false;
        flagsKnown = false;
    }

    /** Gives changes back to Unicorn. */
    void flush() {
        if (changed) {
            binding.restoreContext(engine, context);
            changed = false;
        }
    }

    void free() {
        binding.freeContext(context);
    }

    private ByteBuffer read() {
        if (!loaded) {
            binding.saveContext(engine, context);
            loaded = true;
        }
        return block;
    }

    private ByteBuffer write() {
        read();
        changed = true;
        return block;
    }

    int field(int offset) {
        return read().getInt(offset);
    }

    void field(int offset, int value) {
        write().putInt(offset, value);
    }

    int base(int segment) {
        return field(SEGMENTS + segment * SEGMENT_SIZE + SEGMENT_BASE);
    }

    int selector(int segment) {
        return field(SEGMENTS + segment * SEGMENT_SIZE) & 0xFFFF;
    }

    /** Loads a segment register as real mode does: base 16 times the selector; limit and rights stay as they are. */
    void realSegment(int segment, int selector) {
        ByteBuffer b = write();
        int at = SEGMENTS + segment * SEGMENT_SIZE;
        b.putInt(at, selector & 0xFFFF);
        b.putLong(at + SEGMENT_BASE, (long) (selector & 0xFFFF) << 4);
    }

    /** The state after RESET#, as far as real mode sees it. */
    void reset() {
        binding.writeRegister(engine, UnicornConstants.REG_CR0, 0x10);
        invalidate();
        ByteBuffer b = write();
        for (int i = 0; i < 8; i++) {
            b.putLong(GENERAL + 8 * i, 0);
        }
        for (int i = 0; i < SEGMENT_COUNT; i++) {
            realSegment(i, 0);
            int at = SEGMENTS + i * SEGMENT_SIZE;
            b.putInt(at + SEGMENT_LIMIT, REAL_MODE_LIMIT);
            b.putInt(at + SEGMENT_FLAGS, i == CS ? REAL_MODE_CODE : REAL_MODE_DATA);
        }
        realSegment(CS, 0xF000);
        b.putInt(EIP, 0xFFF0);
        b.putLong(GDT + SEGMENT_BASE, 0);
        b.putInt(GDT + SEGMENT_LIMIT, REAL_MODE_LIMIT);
        b.putLong(IDT + SEGMENT_BASE, 0);
        b.putInt(IDT + SEGMENT_LIMIT, 0x3FF);
        int hidden = b.getInt(HIDDEN_FLAGS) & ~(HF_CPL | HF_INTERRUPT_SHADOW | HF_CS32 | HF_SS32 | HF_PE);
        b.putInt(HIDDEN_FLAGS, hidden | HF_ADDSEG);
        b.putInt(IN_FLIGHT, -1);
        eflags(2);
        flush();
    }

    /** What was loaded may be old, unless it was changed here. */
    void refresh() {
        if (!changed) {
            invalidate();
        }
    }

    /** The current privilege level, 0 to 3. */
    int privilege() {
        return field(HIDDEN_FLAGS) & HF_CPL;
    }

    /** Loads a segment register with its hidden part; {@code flags} is the descriptor's high half. */
    void segment(int segment, int selector, int base, int limit, int flags) {
        ByteBuffer b = write();
        int at = SEGMENTS + segment * SEGMENT_SIZE;
        b.putInt(at, selector & 0xFFFF);
        b.putLong(at + SEGMENT_BASE, base & 0xFFFFFFFFL);
        b.putInt(at + SEGMENT_LIMIT, limit);
        b.putInt(at + SEGMENT_FLAGS, flags);
    }

    /** Makes QEMU's summary of the segment registers agree with them, as its own loads do. */
    void updateHiddenFlags(int level) {
        int hidden = field(HIDDEN_FLAGS) & ~(HF_CPL | HF_CS32 | HF_SS32 | HF_ADDSEG | HF_INTERRUPT_SHADOW);
        boolean code32 = (field(SEGMENTS + CS * SEGMENT_SIZE + SEGMENT_FLAGS) & DESCRIPTOR_BIG) != 0;
        boolean stack32 = (field(SEGMENTS + SS * SEGMENT_SIZE + SEGMENT_FLAGS) & DESCRIPTOR_BIG) != 0;
        boolean based = !code32 || (base(DS) | base(ES) | base(SS)) != 0;
        field(
                HIDDEN_FLAGS,
                hidden | level | (code32 ? HF_CS32 : 0) | (stack32 ? HF_SS32 : 0) | (based ? HF_ADDSEG : 0));
    }

    /** The linear address that a page fault reports. */
    void cr2(int address) {
        write().putLong(CR2, address & 0xFFFFFFFFL);
    }

    boolean protectedMode() {
        return (field(HIDDEN_FLAGS) & HF_PE) != 0;
    }

    boolean interruptShadow() {
        return (field(HIDDEN_FLAGS) & HF_INTERRUPT_SHADOW) != 0;
    }

    boolean wide(int hiddenFlag) {
        return (field(HIDDEN_FLAGS) & hiddenFlag) != 0;
    }

    /** A digest of what software sees: equal machines give equal numbers. */
    long digest() {
        long hash = 1125899906842597L;
        for (int i = 0; i < 8; i++) {
            hash = 31 * hash + read().getLong(GENERAL + 8 * i);
        }
        hash = 31 * hash + eip();
        hash = 31 * hash + eflags();
        for (int i = 0; i < SEGMENT_COUNT; i++) {
            hash = 31 * hash + selector(i);
            hash = 31 * hash + base(i);
        }
        return hash;
    }

    /**
     * Unicorn keeps the flags in one place while it runs (some of them lazily, as the operands of the last arithmetic
     * instruction) and in another between runs.
     */
    void running(boolean inside) {
        running = inside;
        invalidate();
    }

    @Override
    public int eflags() {
        if (!flagsKnown) {
            flags = running ? runningFlags() : read().getInt(EFLAGS) | 2;
            flagsKnown = true;
        }
        return flags;
    }

    private int runningFlags() {
        ByteBuffer b = read();
        int arithmetic = b.getInt(CC_OP) == CC_OP_EFLAGS
                ? b.getInt(CC_SRC)
                : (int) binding.readRegister(engine, UnicornConstants.REG_EFLAGS);
        int direction = b.getInt(DF) < 0 ? DIRECTION : 0;
        return b.getInt(EFLAGS) & ~(ARITHMETIC | DIRECTION) | arithmetic & ARITHMETIC | direction | 2;
    }

    @Override
    public void eflags(int value) {
        ByteBuffer b = write();
        if (running) {
            b.putLong(EFLAGS, (value & ~(ARITHMETIC | DIRECTION) | 2) & 0xFFFFFFFFL);
            b.putLong(CC_SRC, value & ARITHMETIC);
            b.putInt(CC_OP, CC_OP_EFLAGS);
            b.putInt(DF, (value & DIRECTION) != 0 ? -1 : 1);
        } else {
            b.putLong(EFLAGS, (value | 2) & 0xFFFFFFFFL);
        }
        flags = value | 2;
        flagsKnown = true;
    }

    private int general(int number) {
        return read().getInt(GENERAL + 8 * number);
    }

    private void general(int number, int value) {
        write().putLong(GENERAL + 8 * number, value & 0xFFFFFFFFL);
    }

    @Override
    public int eax() {
        return general(AX);
    }

    @Override
    public void eax(int value) {
        general(AX, value);
    }

    @Override
    public int ebx() {
        return general(BX);
    }

    @Override
    public void ebx(int value) {
        general(BX, value);
    }

    @Override
    public int ecx() {
        return general(CX);
    }

    @Override
    public void ecx(int value) {
        general(CX, value);
    }

    @Override
    public int edx() {
        return general(DX);
    }

    @Override
    public void edx(int value) {
        general(DX, value);
    }

    @Override
    public int esi() {
        return general(SI);
    }

    @Override
    public void esi(int value) {
        general(SI, value);
    }

    @Override
    public int edi() {
        return general(DI);
    }

    @Override
    public void edi(int value) {
        general(DI, value);
    }

    @Override
    public int ebp() {
        return general(BP);
    }

    @Override
    public void ebp(int value) {
        general(BP, value);
    }

    @Override
    public int esp() {
        return general(SP);
    }

    @Override
    public void esp(int value) {
        general(SP, value);
    }

    @Override
    public int eip() {
        return read().getInt(ContextLayout.EIP);
    }

    @Override
    public void eip(int value) {
        write().putLong(ContextLayout.EIP, value & 0xFFFFFFFFL);
    }

    @Override
    public int cs() {
        return selector(CS);
    }

    @Override
    public int ds() {
        return selector(DS);
    }

    @Override
    public int es() {
        return selector(ES);
    }

    @Override
    public int ss() {
        return selector(SS);
    }

    @Override
    public void cs(int selector) {
        realSegment(CS, selector);
    }

    @Override
    public void ds(int selector) {
        realSegment(DS, selector);
    }

    @Override
    public void es(int selector) {
        realSegment(ES, selector);
    }

    @Override
    public void ss(int selector) {
        realSegment(SS, selector);
    }
}
