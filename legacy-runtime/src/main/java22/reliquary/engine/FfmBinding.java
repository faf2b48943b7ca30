package reliquary.engine;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static reliquary.engine.UnicornConstants.*;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;

/**
 * Unicorn through java.lang.foreign (JDK 22 and later): callbacks cost an eighth of JNA's.
 *
 * <p>Functions that neither block nor call back are linked as critical, which leaves out the thread state transitions.
 *
 * <p>Unicorn takes integers and pointers only, and on every host these travel in registers or slots of 64 bits, where an
 * argument too wide or one too many does no harm. So all functions are called as ones of longs, in four shapes: each
 * shape has the JDK spin classes of its own, and together they took longer than booting DOS.
 */
final class FfmBinding implements UnicornBinding {
    private static final Linker LINKER = Linker.nativeLinker();

    /** All of native memory, to read and write at addresses that Unicorn hands out. */
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final int MOST_ARGUMENTS = 7;
    private static final FunctionDescriptor CALL = longs(MOST_ARGUMENTS);
    private static final FunctionDescriptor CRITICAL = longs(3);
    private static final FunctionDescriptor CTL = longs(4);
    private static final FunctionDescriptor HOOK = longs(8);
    private static final FunctionDescriptor UPCALL = longs(5);
    private static final int FIXED_ARGUMENTS_OF_CTL = 2;
    private static final int FIXED_ARGUMENTS_OF_HOOK = 7;

    // Shared and never closed: Unicorn unloads with the process, and a callback must not meet a closed stub.
    private final Arena arena = Arena.ofShared();
    private final SymbolLookup library;
    private final MemorySegment scratch = arena.allocate(8, 8);
    private final long scratchAddress = scratch.address();

    private final MethodHandle start;
    private final MethodHandle stop;
    private final MethodHandle addHook;
    private final MethodHandle regRead;
    private final MethodHandle regWrite;
    private final MethodHandle contextSave;
    private final MethodHandle contextRestore;
    private final MethodHandle ctl;
    private Callbacks callbacks = new NoCallbacks();

    FfmBinding(Path file) {
        library = SymbolLookup.libraryLookup(file, arena);
        start = link("uc_emu_start", CALL);
        stop = link("uc_emu_stop", CALL);
        regRead = link("uc_reg_read", CRITICAL, Linker.Option.critical(false));
        regWrite = link("uc_reg_write", CALL);
        contextSave = link("uc_context_save", CRITICAL, Linker.Option.critical(false));
        contextRestore = link("uc_context_restore", CRITICAL, Linker.Option.critical(false));
        ctl = link("uc_ctl", CTL, Linker.Option.firstVariadicArg(FIXED_ARGUMENTS_OF_CTL));
        addHook = link("uc_hook_add", HOOK, Linker.Option.firstVariadicArg(FIXED_ARGUMENTS_OF_HOOK));
    }

    @Override
    public String name() {
        return "ffm";
    }

    @Override
    public int version() {
        return (int) call("uc_version");
    }

    @Override
    public boolean supportsArchitecture(int architecture) {
        return (call("uc_arch_supported", architecture) & 1) != 0;
    }

    @Override
    public long open(int architecture, int mode) {
        int error = (int) call("uc_open", architecture, mode, scratchAddress);
        if (error != ERR_OK) {
            throw new EngineUnavailableException("Unicorn cannot open an x86 processor: " + errorText(error));
        }
        return scratch.get(JAVA_LONG, 0);
    }

    @Override
    public int closeEngine(long engine) {
        return (int) call("uc_close", engine);
    }

    @Override
    public String errorText(int error) {
        return MEMORY.getString(call("uc_strerror", error));
    }

    @Override
    public int start(long engine, int begin) {
        try {
            return (int) (long) start.invokeExact(engine, begin & 0xFFFFFFFFL, 0L, 0L, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public void stop(long engine) {
        try {
            long ignored = (long) stop.invokeExact(engine, 0L, 0L, 0L, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public long readRegister(long engine, int register) {
        try {
            scratch.set(JAVA_LONG, 0, 0);
            int error = (int) (long) regRead.invokeExact(engine, (long) register, scratchAddress);
            return error == ERR_OK ? scratch.get(JAVA_LONG, 0) : 0;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public void writeRegister(long engine, int register, long value) {
        scratch.set(JAVA_LONG, 0, value);
        call(regWrite, engine, register, scratchAddress);
    }

    @Override
    public long allocateContext(long engine) {
        int error = (int) call("uc_context_alloc", engine, scratchAddress);
        if (error != ERR_OK) {
            throw new EngineUnavailableException("Unicorn cannot allocate a context: " + errorText(error));
        }
        return scratch.get(JAVA_LONG, 0);
    }

    @Override
    public long contextSize(long engine) {
        return call("uc_context_size", engine);
    }

    @Override
    public void freeContext(long context) {
        call("uc_context_free", context);
    }

    @Override
    public void saveContext(long engine, long context) {
        try {
            long ignored = (long) contextSave.invokeExact(engine, context, 0L);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public void restoreContext(long engine, long context) {
        try {
            long ignored = (long) contextRestore.invokeExact(engine, context, 0L);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public int mapMemory(long engine, long physical, long size, int permissions, ByteBuffer memory) {
        return (int) call("uc_mem_map_ptr", engine, physical, size, permissions, addressOf(memory));
    }

    @Override
    public int mapDevice(long engine, long physical, long size) {
        long read = upcall("deviceRead");
        long write = upcall("deviceWrite");
        return (int) call("uc_mmio_map", engine, physical, size, read, 0, write, 0);
    }

    @Override
    public int useVirtualTlb(long engine) {
        return ctl(engine, CTL_TLB_TYPE, TLB_VIRTUAL, 0);
    }

    @Override
    public int useNoExits(long engine) {
        return ctl(engine, CTL_USE_EXITS, 1, 0);
    }

    @Override
    public void flushTlb(long engine) {
        ctl(engine, CTL_TLB_FLUSH, 0, 0);
    }

    @Override
    public void dropAllTranslations(long engine) {
        ctl(engine, CTL_TB_FLUSH, 0, 0);
    }

    @Override
    public void dropTranslations(long engine, int begin, long end) {
        ctl(engine, CTL_TB_REMOVE, begin & 0xFFFFFFFFL, end);
    }

    private int ctl(long engine, int request, long first, long second) {
        try {
            return (int) (long) ctl.invokeExact(engine, (long) request, first, second);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public void addHooks(long engine, Callbacks target) {
        callbacks = target;
        addHook(engine, HOOK_INTR, upcall("interrupt"), 0, 0);
        addHook(engine, HOOK_INSN_INVALID, upcall("invalidInstruction"), 0, 0);
        addHook(engine, HOOK_TLB_FILL, upcall("fill"), 0, 0);
        addHook(engine, HOOK_INSN, upcall("in"), 0, INS_IN);
        addHook(engine, HOOK_INSN, upcall("out"), 0, INS_OUT);
    }

    @Override
    public void addNativeBlockHook(long engine, long function, long argument) {
        addHook(engine, HOOK_BLOCK, function, argument, 0);
    }

    @Override
    public void addJavaBlockHook(long engine) {
        addHook(engine, HOOK_BLOCK, upcall("block"), 0, 0);
    }

    private void addHook(long engine, int type, long function, long user, long instruction) {
        try {
            check((int) (long)
                    addHook.invokeExact(engine, scratchAddress, (long) type, function, user, 1L, 0L, instruction));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private void check(int error) {
        if (error != ERR_OK) {
            throw new EngineUnavailableException("Unicorn refuses a hook: " + errorText(error));
        }
    }

    // The upcalls: named in upcall(...) and called by Unicorn. What C declares narrower than long has undefined upper
    // bits.

    private long interrupt(long uc, long number, long user, long unused, long unusedToo) {
        callbacks.interrupted((int) number);
        return 0;
    }

    private long invalidInstruction(long uc, long user, long unused, long unusedToo, long unusedAlso) {
        return callbacks.invalidInstruction() ? 1 : 0;
    }

    private long fill(long uc, long address, long access, long result, long user) {
        long answer = callbacks.fill((int) address, (int) access);
        if (answer == Callbacks.REFUSED) {
            return 0;
        }
        MEMORY.set(JAVA_LONG, result, answer & ~0xFFFL);
        MEMORY.set(JAVA_INT, result + 8, (int) answer & PROT_ALL);
        return 1;
    }

    private long in(long uc, long port, long size, long user, long unused) {
        return callbacks.in((int) port, (int) size);
    }

    private long out(long uc, long port, long size, long value, long user) {
        callbacks.out((int) port, (int) size, (int) value);
        return 0;
    }

    private long deviceRead(long uc, long offset, long size, long user, long unused) {
        return callbacks.deviceRead(offset, (int) size);
    }

    private long deviceWrite(long uc, long offset, long size, long value, long user) {
        callbacks.deviceWrite(offset, (int) size, value);
        return 0;
    }

    private long block(long uc, long address, long size, long user, long unused) {
        callbacks.block(address, (int) size);
        return 0;
    }

    @Override
    public long addressOf(String function) {
        return library.find(function).orElseThrow().address();
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        return MemorySegment.ofBuffer(direct).address();
    }

    @Override
    public ByteBuffer memoryAt(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long makeExecutable(byte[] code) {
        long page = ExecutableMemory.isWindows() ? allocateOnWindows() : allocate();
        MemorySegment.copy(MemorySegment.ofArray(code), 0, MEMORY, page, code.length);
        if (!ExecutableMemory.isWindows()) {
            MethodHandle protect = link(LINKER.defaultLookup(), "mprotect", CALL);
            if ((int) call(protect, page, ExecutableMemory.SIZE, ExecutableMemory.PROT_READ_EXEC) != 0) {
                throw new UnsupportedOperationException("the host does not let memory be executed");
            }
        }
        return page;
    }

    private static long allocate() {
        long page = call(
                link(LINKER.defaultLookup(), "mmap", CALL),
                0,
                ExecutableMemory.SIZE,
                ExecutableMemory.PROT_READ_WRITE,
                ExecutableMemory.mapFlags(),
                -1,
                0);
        if (page == ExecutableMemory.MAP_FAILED) {
            throw new UnsupportedOperationException("the host gives no memory for machine code");
        }
        return page;
    }

    private static long allocateOnWindows() {
        try (Arena temporary = Arena.ofConfined()) {
            long page = call(
                    link(SymbolLookup.libraryLookup("kernel32", temporary), "VirtualAlloc", CALL),
                    0,
                    ExecutableMemory.SIZE,
                    ExecutableMemory.MEM_COMMIT_RESERVE,
                    ExecutableMemory.PAGE_EXECUTE_READWRITE);
            if (page == 0) {
                throw new UnsupportedOperationException("the host gives no memory for machine code");
            }
            return page;
        }
    }

    @Override
    public void close() {
        callbacks = new NoCallbacks();
    }

    private static FunctionDescriptor longs(int arguments) {
        return FunctionDescriptor.of(
                JAVA_LONG, Collections.nCopies(arguments, JAVA_LONG).toArray(MemoryLayout[]::new));
    }

    private MethodHandle link(String function, FunctionDescriptor shape, Linker.Option... options) {
        return link(library, function, shape, options);
    }

    private static MethodHandle link(
            SymbolLookup library, String function, FunctionDescriptor shape, Linker.Option... options) {
        return LINKER.downcallHandle(library.find(function).orElseThrow(), shape, options);
    }

    private long call(String function, long... arguments) {
        return call(link(function, CALL), arguments);
    }

    private static long call(MethodHandle function, long... arguments) {
        long[] a = Arrays.copyOf(arguments, MOST_ARGUMENTS);
        try {
            return (long) function.invokeExact(a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private long upcall(String method) {
        try {
            MethodHandle target = MethodHandles.lookup().bind(this, method, UPCALL.toMethodType());
            return LINKER.upcallStub(target, UPCALL, arena).address();
        } catch (ReflectiveOperationException e) {
            throw broken(e);
        }
    }

    private static RuntimeException broken(Throwable e) {
        if (e instanceof RuntimeException known) {
            return known;
        }
        return new EngineUnavailableException("calling Unicorn failed: " + e.getMessage(), e);
    }
}
