package reliquary.engine;

/** The callbacks of an engine that is not wired yet or not any more: nothing is there. */
final class NoCallbacks implements UnicornBinding.Callbacks {
    @Override
    public void interrupted(int number) {
        // nobody listens
    }

    @Override
    public boolean invalidInstruction() {
        return false;
    }

    @Override
    public int in(int port, int size) {
        return -1;
    }

    @Override
    public void out(int port, int size, int value) {
        // nobody listens
    }

    @Override
    public long fill(int linear, int access) {
        return REFUSED;
    }

    @Override
    public long deviceRead(long offset, int size) {
        return -1;
    }

    @Override
    public void deviceWrite(long offset, int size, long value) {
        // nobody listens
    }

    @Override
    public void block(long address, int size) {
        // nobody counts
    }
}
