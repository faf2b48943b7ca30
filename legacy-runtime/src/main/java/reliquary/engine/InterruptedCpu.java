package reliquary.engine;

import reliquary.shim.GuestCpu;

/** The registers of a caller whose interrupt has been entered already: his flags are the image on the stack. */
final class InterruptedCpu implements GuestCpu {
    private final UnicornRegisters registers;
    private final InterruptDelivery stack;

    InterruptedCpu(UnicornRegisters registers, InterruptDelivery stack) {
        this.registers = registers;
        this.stack = stack;
    }

    @Override
    public int eflags() {
        return stack.pushedFlags();
    }

    @Override
    public void eflags(int value) {
        stack.pushedFlags(value);
    }

    @Override
    public int eax() {
        return registers.eax();
    }

    @Override
    public void eax(int value) {
        registers.eax(value);
    }

    @Override
    public int ebx() {
        return registers.ebx();
    }

    @Override
    public void ebx(int value) {
        registers.ebx(value);
    }

    @Override
    public int ecx() {
        return registers.ecx();
    }

    @Override
    public void ecx(int value) {
        registers.ecx(value);
    }

    @Override
    public int edx() {
        return registers.edx();
    }

    @Override
    public void edx(int value) {
        registers.edx(value);
    }

    @Override
    public int esi() {
        return registers.esi();
    }

    @Override
    public void esi(int value) {
        registers.esi(value);
    }

    @Override
    public int edi() {
        return registers.edi();
    }

    @Override
    public void edi(int value) {
        registers.edi(value);
    }

    @Override
    public int ebp() {
        return registers.ebp();
    }

    @Override
    public void ebp(int value) {
        registers.ebp(value);
    }

    @Override
    public int esp() {
        return registers.esp();
    }

    @Override
    public void esp(int value) {
        registers.esp(value);
    }

    @Override
    public int eip() {
        return registers.eip();
    }

    @Override
    public void eip(int value) {
        registers.eip(value);
    }

    @Override
    public int cs() {
        return registers.cs();
    }

    @Override
    public void cs(int value) {
        registers.cs(value);
    }

    @Override
    public int ds() {
        return registers.ds();
    }

    @Override
    public void ds(int value) {
        registers.ds(value);
    }

    @Override
    public int es() {
        return registers.es();
    }

    @Override
    public void es(int value) {
        registers.es(value);
    }

    @Override
    public int ss() {
        return registers.ss();
    }

    @Override
    public void ss(int value) {
        registers.ss(value);
    }
}
