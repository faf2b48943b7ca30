package reliquary.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
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
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Unicorn through java.lang.foreign (JDK 22 and later): callbacks cost an eighth of JNA's.
 *
 * <p>Functions that neither block nor call back are linked as critical, which leaves out the thread state transitions.
 */
final class FfmBinding implements UnicornBinding {
    private static final Linker LINKER = Linker.nativeLinker();

    /** All of native memory, to read and write at addresses that Unicorn hands out. */
    private static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final int FIXED_ARGUMENTS_OF_CTL = 2;
    private static final int FIXED_ARGUMENTS_OF_HOOK = 7;

    // Shared and never closed: Unicorn unloads with the process, and a callback must not meet a closed stub.
    private final Arena arena = Arena.ofShared();
    private final SymbolLookup library;
    private final MemorySegment scratch = arena.allocate(8, 8);

    private final MethodHandle start;
    private final MethodHandle stop;
    private final MethodHandle regRead;
    private final MethodHandle regWrite;
    private final MethodHandle contextSave;
    private final MethodHandle contextRestore;
    private final MethodHandle ctl0;
    private final MethodHandle ctl1;
    private final MethodHandle ctl2;
    private Callbacks callbacks = new NoCallbacks();

    FfmBinding(Path file) {
        library = SymbolLookup.libraryLookup(file, arena);
        start = link("uc_emu_start", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        stop = link("uc_emu_stop", JAVA_INT, JAVA_LONG);
        regRead = critical("uc_reg_read", JAVA_LONG, JAVA_INT, ADDRESS);
        regWrite = link("uc_reg_write", JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS);
        contextSave = critical("uc_context_save", JAVA_LONG, JAVA_LONG);
        contextRestore = critical("uc_context_restore", JAVA_LONG, JAVA_LONG);
        ctl0 = variadic("uc_ctl", FIXED_ARGUMENTS_OF_CTL, JAVA_LONG, JAVA_INT);
        ctl1 = variadic("uc_ctl", FIXED_ARGUMENTS_OF_CTL, JAVA_LONG, JAVA_INT, JAVA_INT);
        ctl2 = variadic("uc_ctl", FIXED_ARGUMENTS_OF_CTL, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    }

    @Override
    public String name() {
        return "ffm";
    }

    @Override
    public int version() {
        return callInt(link("uc_version", JAVA_INT, JAVA_LONG, JAVA_LONG), 0L, 0L);
    }

    @Override
    public boolean supportsArchitecture(int architecture) {
        return (callInt(link("uc_arch_supported", JAVA_INT, JAVA_INT), architecture) & 1) != 0;
    }

    @Override
    public long open(int architecture, int mode) {
        int error = callInt(link("uc_open", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS), architecture, mode, scratch);
        if (error != ERR_OK) {
            throw new EngineUnavailableException("Unicorn cannot open an x86 processor: " + errorText(error));
        }
        return scratch.get(JAVA_LONG, 0);
    }

    @Override
    public int closeEngine(long engine) {
        return callInt(link("uc_close", JAVA_INT, JAVA_LONG), engine);
    }

    @Override
    public String errorText(int error) {
        try {
            MemorySegment text =
                    (MemorySegment) link("uc_strerror", ADDRESS, JAVA_INT).invoke(error);
            return text.reinterpret(Long.MAX_VALUE).getString(0);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public int start(long engine, int begin) {
        try {
            return (int) start.invokeExact(engine, begin & 0xFFFFFFFFL, 0L, 0L, 0L);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public void stop(long engine) {
        try {
            int ignored = (int) stop.invokeExact(engine);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public long readRegister(long engine, int register) {
        try {
            scratch.set(JAVA_LONG, 0, 0);
            int error = (int) regRead.invokeExact(engine, register, scratch);
            return error == ERR_OK ? scratch.get(JAVA_LONG, 0) : 0;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public void writeRegister(long engine, int register, long value) {
        scratch.set(JAVA_LONG, 0, value);
        callInt(regWrite, engine, register, scratch);
    }

    @Override
    public long allocateContext(long engine) {
        int error = callInt(link("uc_context_alloc", JAVA_INT, JAVA_LONG, ADDRESS), engine, scratch);
        if (error != ERR_OK) {
            throw new EngineUnavailableException("Unicorn cannot allocate a context: " + errorText(error));
        }
        return scratch.get(JAVA_LONG, 0);
    }

    @Override
    public long contextSize(long engine) {
        try {
            return (long) link("uc_context_size", JAVA_LONG, JAVA_LONG).invoke(engine);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public void freeContext(long context) {
        callInt(link("uc_context_free", JAVA_INT, JAVA_LONG), context);
    }

    @Override
    public void saveContext(long engine, long context) {
        try {
            int ignored = (int) contextSave.invokeExact(engine, context);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public void restoreContext(long engine, long context) {
        try {
            int ignored = (int) contextRestore.invokeExact(engine, context);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public int mapMemory(long engine, long physical, long size, int permissions, ByteBuffer memory) {
        MethodHandle map = link("uc_mem_map_ptr", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG);
        return callInt(map, engine, physical, size, permissions, addressOf(memory));
    }

    @Override
    public int mapDevice(long engine, long physical, long size) {
        MemorySegment read = upcall("deviceRead", JAVA_LONG, long.class, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG);
        MemorySegment write =
                upcall("deviceWrite", null, void.class, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
        MethodHandle map =
                link("uc_mmio_map", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG);
        return callInt(map, engine, physical, size, read, 0L, write, 0L);
    }

    @Override
    public int useVirtualTlb(long engine) {
        return callInt(ctl1, engine, CTL_TLB_TYPE, TLB_VIRTUAL);
    }

    @Override
    public int useNoExits(long engine) {
        return callInt(ctl1, engine, CTL_USE_EXITS, 1);
    }

    @Override
    public void flushTlb(long engine) {
        request(CTL_TLB_FLUSH, engine);
    }

    @Override
    public void dropAllTranslations(long engine) {
        request(CTL_TB_FLUSH, engine);
    }

    @Override
    public void dropTranslations(long engine, int begin, long end) {
        try {
            int ignored = (int) ctl2.invokeExact(engine, CTL_TB_REMOVE, begin & 0xFFFFFFFFL, end);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private void request(int what, long engine) {
        try {
            int ignored = (int) ctl0.invokeExact(engine, what);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public void addHooks(long engine, Callbacks target) {
        callbacks = target;
        addHook(engine, HOOK_INTR, upcall("interrupt", null, void.class, JAVA_LONG, JAVA_INT, JAVA_LONG));
        addHook(
                engine,
                HOOK_INSN_INVALID,
                upcall("invalidInstruction", JAVA_BOOLEAN, boolean.class, JAVA_LONG, JAVA_LONG));
        addHook(
                engine,
                HOOK_TLB_FILL,
                upcall("fill", JAVA_BOOLEAN, boolean.class, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG));
        addInstructionHook(engine, INS_IN, upcall("in", JAVA_INT, int.class, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG));
        addInstructionHook(
                engine, INS_OUT, upcall("out", null, void.class, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    }

    @Override
    public void addNativeBlockHook(long engine, long function, long argument) {
        addHook(engine, HOOK_BLOCK, MemorySegment.ofAddress(function), argument);
    }

    @Override
    public void addJavaBlockHook(long engine) {
        addHook(engine, HOOK_BLOCK, upcall("block", null, void.class, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG));
    }

    private void addHook(long engine, int type, MemorySegment call) {
        addHook(engine, type, call, 0);
    }

    private void addHook(long engine, int type, MemorySegment call, long user) {
        MethodHandle add = variadic(
                "uc_hook_add",
                FIXED_ARGUMENTS_OF_HOOK,
                JAVA_LONG,
                ADDRESS,
                JAVA_INT,
                ADDRESS,
                JAVA_LONG,
                JAVA_LONG,
                JAVA_LONG);
        check(callInt(add, engine, scratch, type, call, user, 1L, 0L));
    }

    private void addInstructionHook(long engine, int instruction, MemorySegment call) {
        MethodHandle add = variadic(
                "uc_hook_add",
                FIXED_ARGUMENTS_OF_HOOK,
                JAVA_LONG,
                ADDRESS,
                JAVA_INT,
                ADDRESS,
                JAVA_LONG,
                JAVA_LONG,
                JAVA_LONG,
                JAVA_INT);
        check(callInt(add, engine, scratch, HOOK_INSN, call, 0L, 1L, 0L, instruction));
    }

    private void check(int error) {
        if (error != ERR_OK) {
            throw new EngineUnavailableException("Unicorn refuses a hook: " + errorText(error));
        }
    }

    // The upcalls: named in upcall(...) and called by Unicorn.

    private void interrupt(long uc, int number, long user) {
        callbacks.interrupted(number);
    }

    private boolean invalidInstruction(long uc, long user) {
        return callbacks.invalidInstruction();
    }

    private boolean fill(long uc, long address, int access, long result, long user) {
        long answer = callbacks.fill((int) address, access);
        if (answer == Callbacks.REFUSED) {
            return false;
        }
        MEMORY.set(JAVA_LONG, result, answer & ~0xFFFL);
        MEMORY.set(JAVA_INT, result + 8, (int) answer & PROT_ALL);
        return true;
    }

    private int in(long uc, int port, int size, long user) {
        return callbacks.in(port, size);
    }

    private void out(long uc, int port, int size, int value, long user) {
        callbacks.out(port, size, value);
    }

    private long deviceRead(long uc, long offset, int size, long user) {
        return callbacks.deviceRead(offset, size);
    }

    private void deviceWrite(long uc, long offset, int size, long value, long user) {
        callbacks.deviceWrite(offset, size, value);
    }

    private void block(long uc, long address, int size, long user) {
        callbacks.block(address, size);
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
            MethodHandle protect = c("mprotect", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
            if (callInt(protect, page, (long) ExecutableMemory.SIZE, ExecutableMemory.PROT_READ_EXEC) != 0) {
                throw new UnsupportedOperationException("the host does not let memory be executed");
            }
        }
        return page;
    }

    private static long allocate() {
        MethodHandle map = c("mmap", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG);
        try {
            long page = (long) map.invoke(
                    0L,
                    (long) ExecutableMemory.SIZE,
                    ExecutableMemory.PROT_READ_WRITE,
                    ExecutableMemory.mapFlags(),
                    -1,
                    0L);
            if (page == ExecutableMemory.MAP_FAILED) {
                throw new UnsupportedOperationException("the host gives no memory for machine code");
            }
            return page;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static long allocateOnWindows() {
        try (Arena temporary = Arena.ofConfined()) {
            MemorySegment function = SymbolLookup.libraryLookup("kernel32", temporary)
                    .find("VirtualAlloc")
                    .orElseThrow();
            MethodHandle allocate = LINKER.downcallHandle(
                    function, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT));
            long page = (long) allocate.invoke(
                    0L,
                    (long) ExecutableMemory.SIZE,
                    ExecutableMemory.MEM_COMMIT_RESERVE,
                    ExecutableMemory.PAGE_EXECUTE_READWRITE);
            if (page == 0) {
                throw new UnsupportedOperationException("the host gives no memory for machine code");
            }
            return page;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public void close() {
        callbacks = new NoCallbacks();
    }

    private MethodHandle link(String function, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(library.find(function).orElseThrow(), FunctionDescriptor.of(result, arguments));
    }

    private MethodHandle critical(String function, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                library.find(function).orElseThrow(),
                FunctionDescriptor.of(JAVA_INT, arguments),
                Linker.Option.critical(false));
    }

    private MethodHandle variadic(String function, int fixed, MemoryLayout... arguments) {
        FunctionDescriptor descriptor = FunctionDescriptor.of(JAVA_INT, arguments);
        MemorySegment address = library.find(function).orElseThrow();
        return arguments.length > fixed
                ? LINKER.downcallHandle(address, descriptor, Linker.Option.firstVariadicArg(fixed))
                : LINKER.downcallHandle(address, descriptor);
    }

    private static MethodHandle c(String function, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(function).orElseThrow(), FunctionDescriptor.of(result, arguments));
    }

    private MemorySegment upcall(
            String method,
            @org.jspecify.annotations.Nullable MemoryLayout result,
            Class<?> type,
            MemoryLayout... arguments) {
        FunctionDescriptor descriptor =
                result == null ? FunctionDescriptor.ofVoid(arguments) : FunctionDescriptor.of(result, arguments);
        try {
            MethodType signature = descriptor.toMethodType().changeReturnType(type);
            MethodHandle target = MethodHandles.lookup().bind(this, method, signature);
            return LINKER.upcallStub(target, descriptor, arena);
        } catch (ReflectiveOperationException e) {
            throw broken(e);
        }
    }

    private static int callInt(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) {
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
