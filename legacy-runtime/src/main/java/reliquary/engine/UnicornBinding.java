package reliquary.engine;

import java.nio.ByteBuffer;

/**
 * Unicorn's C interface (unicorn.h, version 2.1), as much of it as a whole machine needs. Two classes implement it, over JNA
 * and over java.lang.foreign; the same tests hold for both.
 *
 * <p>Handles and addresses are native pointers as {@code long}. Methods that return {@code int} return a uc_err.
 */
interface UnicornBinding extends AutoCloseable {
    String name();

    /** uc_version: major in bits 24-31, minor 16-23, patch 8-15. */
    int version();

    boolean supportsArchitecture(int architecture);

    /** uc_open; the engine's handle. */
    long open(int architecture, int mode);

    int closeEngine(long engine);

    String errorText(int error);

    int start(long engine, int begin);

    long readRegister(long engine, int register);

    void writeRegister(long engine, int register, long value);

    /** uc_context_alloc; see {@link #memoryAt} for its bytes. */
    long allocateContext(long engine);

    long contextSize(long engine);

    void freeContext(long context);

    void saveContext(long engine, long context);

    void restoreContext(long engine, long context);

    /** Maps memory that the JVM owns, page-aligned, into the guest's physical space. */
    int mapMemory(long engine, long physical, long size, int permissions, ByteBuffer memory);

    /** Maps a range whose accesses come to {@link Callbacks#deviceRead} and {@link Callbacks#deviceWrite}. */
    int mapDevice(long engine, long physical, long size);

    int useVirtualTlb(long engine);

    int useNoExits(long engine);

    void flushTlb(long engine);

    void dropAllTranslations(long engine);

    /** Drops translations of the linear range [begin, end). */
    void dropTranslations(long engine, int begin, long end);

    /** Adds every hook but the block hook; they call {@code callbacks} until {@link #close}. */
    void addHooks(long engine, Callbacks callbacks);

    /** Adds a block hook that calls native code at {@code function} with {@code argument} as its user data. */
    void addNativeBlockHook(long engine, long function, long argument);

    /** Adds a block hook that calls {@link Callbacks#block}. */
    void addJavaBlockHook(long engine);

    /** uc_emu_stop. */
    void stop(long engine);

    long addressOf(String function);

    long addressOf(ByteBuffer direct);

    /** A little-endian view of native memory. */
    ByteBuffer memoryAt(long address, long size);

    /** Copies machine code to memory that may be executed; throws UnsupportedOperationException where the host forbids it. */
    long makeExecutable(byte[] code);

    @Override
    void close();

    /** What Unicorn calls while it runs. None may throw: an exception cannot pass through native frames. */
    interface Callbacks {
        void interrupted(int number);

        boolean invalidInstruction();

        int in(int port, int size);

        void out(int port, int size, int value);

        /** The answer to a TLB miss: physical page address with permissions in its low bits, or {@link #REFUSED}. */
        long fill(int linear, int access);

        long deviceRead(long offset, int size);

        void deviceWrite(long offset, int size, long value);

        void block(long address, int size);

        long REFUSED = -1;
    }
}
