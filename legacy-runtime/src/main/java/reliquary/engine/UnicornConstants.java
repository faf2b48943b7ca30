package reliquary.engine;

/** Numbers from Unicorn's public headers (unicorn.h, x86.h, version 2.1). */
final class UnicornConstants {
    static final int ARCH_X86 = 4;
    static final int MODE_32 = 4;

    static final int ERR_OK = 0;
    static final int ERR_EXCEPTION = 21;

    static final int PROT_READ = 1;
    static final int PROT_WRITE = 2;
    static final int PROT_EXEC = 4;
    static final int PROT_ALL = 7;

    static final int MEM_WRITE = 17;
    static final int MEM_FETCH = 18;

    static final int HOOK_INTR = 1;
    static final int HOOK_INSN = 1 << 1;
    static final int HOOK_BLOCK = 1 << 3;
    static final int HOOK_INSN_INVALID = 1 << 14;
    static final int HOOK_TLB_FILL = 1 << 17;

    static final int INS_IN = 218;
    static final int INS_OUT = 500;

    static final int REG_EAX = 19;
    static final int REG_ECX = 22;
    static final int REG_EFLAGS = 25;
    static final int REG_CR0 = 50;

    /** uc_ctl request words: number, argument count in bits 26-29, direction (write) in bit 30. */
    static final int CTL_USE_EXITS = ctlWrite(4, 1);

    static final int CTL_TB_REMOVE = ctlWrite(9, 2);
    static final int CTL_TB_FLUSH = ctlWrite(10, 0);
    static final int CTL_TLB_FLUSH = ctlWrite(11, 0);
    static final int CTL_TLB_TYPE = ctlWrite(12, 1);
    static final int TLB_VIRTUAL = 1;

    private UnicornConstants() {}

    private static int ctlWrite(int type, int arguments) {
        return type | arguments << 26 | 1 << 30;
    }
}
