package reliquary.shim;

/**
 * The processor's registers while the host serves a call from the guest.
 *
 * <p>Selectors are 16 bits, general registers 32; all unsigned unless said. Names follow the Intel manuals.
 */
public interface GuestCpu {
    int eax();

    void eax(int value);

    int ebx();

    void ebx(int value);

    int ecx();

    void ecx(int value);

    int edx();

    void edx(int value);

    int esi();

    void esi(int value);

    int edi();

    void edi(int value);

    int ebp();

    void ebp(int value);

    int esp();

    void esp(int value);

    int eip();

    void eip(int value);

    /** EFLAGS with all arithmetic flags up to date. */
    int eflags();

    void eflags(int value);

    int cs();

    int ds();

    int es();

    int ss();

    /** Loads a segment register as real mode does: the base becomes 16 times the selector. */
    void cs(int selector);

    void ds(int selector);

    void es(int selector);

    void ss(int selector);

    /** Carry is bit 0 of the flags: how BIOS and DOS calls say that they failed. */
    int CARRY = 0x0001;

    /** Zero flag, bit 6. */
    int ZERO = 0x0040;

    /** Interrupt enable, bit 9. */
    int INTERRUPTS = 0x0200;

    default int ax() {
        return eax() & 0xFFFF;
    }

    default void ax(int value) {
        eax(eax() & 0xFFFF0000 | value & 0xFFFF);
    }

    default int al() {
        return eax() & 0xFF;
    }

    default void al(int value) {
        eax(eax() & 0xFFFFFF00 | value & 0xFF);
    }

    default int ah() {
        return eax() >> 8 & 0xFF;
    }

    default void ah(int value) {
        eax(eax() & 0xFFFF00FF | (value & 0xFF) << 8);
    }

    default int bx() {
        return ebx() & 0xFFFF;
    }

    default void bx(int value) {
        ebx(ebx() & 0xFFFF0000 | value & 0xFFFF);
    }

    default int bl() {
        return ebx() & 0xFF;
    }

    default void bl(int value) {
        ebx(ebx() & 0xFFFFFF00 | value & 0xFF);
    }

    default int bh() {
        return ebx() >> 8 & 0xFF;
    }

    default void bh(int value) {
        ebx(ebx() & 0xFFFF00FF | (value & 0xFF) << 8);
    }

    default int cx() {
        return ecx() & 0xFFFF;
    }

    default void cx(int value) {
        ecx(ecx() & 0xFFFF0000 | value & 0xFFFF);
    }

    default int cl() {
        return ecx() & 0xFF;
    }

    default void cl(int value) {
        ecx(ecx() & 0xFFFFFF00 | value & 0xFF);
    }

    default int ch() {
        return ecx() >> 8 & 0xFF;
    }

    default void ch(int value) {
        ecx(ecx() & 0xFFFF00FF | (value & 0xFF) << 8);
    }

    default int dx() {
        return edx() & 0xFFFF;
    }

    default void dx(int value) {
        edx(edx() & 0xFFFF0000 | value & 0xFFFF);
    }

    default int dl() {
        return edx() & 0xFF;
    }

    default void dl(int value) {
        edx(edx() & 0xFFFFFF00 | value & 0xFF);
    }

    default int dh() {
        return edx() >> 8 & 0xFF;
    }

    default void dh(int value) {
        edx(edx() & 0xFFFF00FF | (value & 0xFF) << 8);
    }

    default int si() {
        return esi() & 0xFFFF;
    }

    default void si(int value) {
        esi(esi() & 0xFFFF0000 | value & 0xFFFF);
    }

    default int di() {
        return edi() & 0xFFFF;
    }

    default void di(int value) {
        edi(edi() & 0xFFFF0000 | value & 0xFFFF);
    }

    default int bp() {
        return ebp() & 0xFFFF;
    }

    default void bp(int value) {
        ebp(ebp() & 0xFFFF0000 | value & 0xFFFF);
    }

    default boolean flag(int mask) {
        return (eflags() & mask) != 0;
    }

    /** Sets ({@code on}) or clears the flags in {@code mask}. */
    default void flag(int mask, boolean on) {
        eflags(on ? eflags() | mask : eflags() & ~mask);
    }
}
