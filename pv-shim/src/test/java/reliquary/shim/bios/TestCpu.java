package reliquary.shim.bios;

import reliquary.shim.GuestCpu;

/** The registers as plain fields. */
final class TestCpu implements GuestCpu {
    private final int[] general = new int[8];
    private final int[] segments = new int[4];
    private int eip;
    private int eflags = 0x202;

    @Override
    public int eax() {
        return general[0];
    }

    @Override
    public void eax(int value) {
        general[0] = value;
    }

    @Override
    public int ebx() {
        return general[1];
    }

    @Override
    public void ebx(int value) {
        general[1] = value;
    }

    @Override
    public int ecx() {
        return general[2];
    }

    @Override
    public void ecx(int value) {
        general[2] = value;
    }

    @Override
    public int edx() {
        return general[3];
    }

    @Override
    public void edx(int value) {
        general[3] = value;
    }

    @Override
    public int esi() {
        return general[4];
    }

    @Override
    public void esi(int value) {
        general[4] = value;
    }

    @Override
    public int edi() {
        return general[5];
    }

    @Override
    public void edi(int value) {
        general[5] = value;
    }

    @Override
    public int ebp() {
        return general[6];
    }

    @Override
    public void ebp(int value) {
        general[6] = value;
    }

    @Override
    public int esp() {
        return general[7];
    }

    @Override
    public void esp(int value) {
        general[7] = value;
    }

    @Override
    public int eip() {
        return eip;
    }

    @Override
    public void eip(int value) {
        eip = value;
    }

    @Override
    public int eflags() {
        return eflags;
    }

    @Override
    public void eflags(int value) {
        eflags = value;
    }

    @Override
    public int cs() {
        return segments[0];
    }

    @Override
    public int ds() {
        return segments[1];
    }

    @Override
    public int es() {
        return segments[2];
    }

    @Override
    public int ss() {
        return segments[3];
    }

    @Override
    public void cs(int selector) {
        segments[0] = selector & 0xFFFF;
    }

    @Override
    public void ds(int selector) {
        segments[1] = selector & 0xFFFF;
    }

    @Override
    public void es(int selector) {
        segments[2] = selector & 0xFFFF;
    }

    @Override
    public void ss(int selector) {
        segments[3] = selector & 0xFFFF;
    }
}
