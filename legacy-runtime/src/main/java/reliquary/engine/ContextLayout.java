package reliquary.engine;

import java.nio.ByteBuffer;

/**
 * Where Unicorn keeps the processor's state inside a uc_context: the start of QEMU's CPUX86State.
 *
 * <p>Offsets are bytes from {@code start}, which differs between versions and is found by looking for a marker. They are no
 * documented interface, so {@link EngineCheck} provokes those that real mode can show before an engine may be used; the task
 * register shows in ProtectedModeTest, and nothing provokes the LDT and the error code.
 *
 * @param start offset of the register block inside the context
 */
record ContextLayout(int start) {
    /** General registers, 8 bytes each, in the order AX CX DX BX SP BP SI DI. */
    static final int GENERAL = 0;

    static final int EIP = 128;

    /** Flags without the arithmetic ones and DF. */
    static final int EFLAGS = 136;

    static final int CC_SRC = 152;
    static final int CC_OP = 168;

    /** Direction: 1 upwards, -1 downwards. */
    static final int DF = 172;

    /** QEMU's hidden flags: see the HF_ constants. */
    static final int HIDDEN_FLAGS = 176;

    /** Segment registers ES CS SS DS FS GS: selector at 0, base at 8, limit at 16, descriptor flags at 20. */
    static final int SEGMENTS = 184;

    static final int SEGMENT_SIZE = 24;
    static final int SEGMENT_BASE = 8;
    static final int SEGMENT_LIMIT = 16;
    static final int SEGMENT_FLAGS = 20;
    static final int LDT = 328;
    static final int TR = 352;
    static final int GDT = 376;
    static final int IDT = 400;
    /** Control registers, 8 bytes each. */
    static final int CR0 = 424;

    static final int CR2 = 440;
    static final int CR3 = 448;
    static final int CR4 = 456;
    static final int ERROR_CODE = 5384;

    /** Not zero while an INT, INT3, INTO or ICEBP is being delivered. */
    static final int IS_SOFTWARE_INTERRUPT = 5388;

    /** The exception whose delivery is under way; -1 when none is. */
    static final int IN_FLIGHT = 5496;

    /** Bytes of the block that are read and written here. */
    static final int END = IN_FLIGHT + 4;

    /** CC_OP of "the flags are in CC_SRC as they are". */
    static final int CC_OP_EFLAGS = 1;

    static final int HF_CPL = 3;
    static final int HF_INTERRUPT_SHADOW = 1 << 3;
    static final int HF_CS32 = 1 << 4;
    static final int HF_SS32 = 1 << 5;
    static final int HF_ADDSEG = 1 << 6;
    static final int HF_PE = 1 << 7;

    /** Finds the block in a context into whose EAX and ECX two marker values were written. */
    static ContextLayout find(ByteBuffer context, int eax, int ecx) {
        for (int i = 0; i + END <= context.capacity() && i < 256; i += 8) {
            if (context.getLong(i) == (eax & 0xFFFFFFFFL) && context.getLong(i + 8) == (ecx & 0xFFFFFFFFL)) {
                return new ContextLayout(i);
            }
        }
        throw new EngineUnavailableException(
                "this Unicorn keeps its registers where they cannot be found; use version 2.1.4");
    }
}
