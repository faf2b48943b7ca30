package reliquary.engine;

import static reliquary.engine.UnicornConstants.*;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Unicorn through JNA's direct mapping: works on every JDK from 17. */
final class JnaBinding implements UnicornBinding {
    private final NativeLibrary library;
    private final Function control;
    private final Variadic variadic;
    private final Memory scratch = new Memory(8);

    /** Callbacks must stay reachable as long as Unicorn may call them. */
    private final List<Callback> alive = new ArrayList<>();

    private Callbacks callbacks = new NoCallbacks();

    JnaBinding(Path file) {
        library = NativeLibrary.getInstance(file.toString());
        Native.register(Direct.class, library);
        control = library.getFunction("uc_ctl");
        variadic = Native.load(file.toString(), Variadic.class);
    }

    /** The functions on the hot path: primitive arguments only, so that JNA generates direct stubs for them. */
    private static final class Direct {
        static native int uc_emu_start(long uc, long begin, long until, long timeout, long count);

        static native int uc_emu_stop(long uc);

        static native int uc_reg_read(long uc, int register, long value);

        static native int uc_reg_write(long uc, int register, long value);

        static native int uc_context_save(long uc, long context);

        static native int uc_context_restore(long uc, long context);

        static native int uc_hook_add(
                long uc, long hook, int type, InterruptHook call, long user, long begin, long end);

        static native int uc_hook_add(long uc, long hook, int type, InvalidHook call, long user, long begin, long end);

        static native int uc_hook_add(long uc, long hook, int type, FillHook call, long user, long begin, long end);

        static native int uc_hook_add(long uc, long hook, int type, BlockHook call, long user, long begin, long end);

        static native int uc_hook_add(long uc, long hook, int type, long call, long user, long begin, long end);

        static native int uc_hook_add(
                long uc, long hook, int type, InHook call, long user, long begin, long end, int instruction);

        static native int uc_hook_add(
                long uc, long hook, int type, OutHook call, long user, long begin, long end, int instruction);

        static native int uc_mmio_map(
                long uc, long address, long size, DeviceRead read, long readUser, DeviceWrite write, long writeUser);
    }

    /** Functions that C declares with "...": where the host passes those differently, JNA must know. */
    private interface Variadic extends Library {
        int uc_ctl(Pointer uc, int request, Object... arguments);

        int uc_hook_add(
                Pointer uc, Pointer hook, int type, Pointer call, Pointer user, long begin, long end, Object... rest);
    }

    private interface InterruptHook extends Callback {
        void invoke(long uc, int number, long user);
    }

    private interface InvalidHook extends Callback {
        boolean invoke(long uc, long user);
    }

    private interface FillHook extends Callback {
        boolean invoke(long uc, long address, int access, long result, long user);
    }

    private interface BlockHook extends Callback {
        void invoke(long uc, long address, int size, long user);
    }

    private interface InHook extends Callback {
        int invoke(long uc, int port, int size, long user);
    }

    private interface OutHook extends Callback {
        void invoke(long uc, int port, int size, int value, long user);
    }

    private interface DeviceRead extends Callback {
        long invoke(long uc, long offset, int size, long user);
    }

    private interface DeviceWrite extends Callback {
        void invoke(long uc, long offset, int size, long value, long user);
    }

    @Override
    public String name() {
        return "jna";
    }

    @Override
    public int version() {
        return library.getFunction("uc_version").invokeInt(new Object[] {null, null});
    }

    @Override
    public boolean supportsArchitecture(int architecture) {
        return (library.getFunction("uc_arch_supported").invokeInt(new Object[] {architecture}) & 1) != 0;
    }

    @Override
    public long open(int architecture, int mode) {
        PointerByReference engine = new PointerByReference();
        int error = library.getFunction("uc_open").invokeInt(new Object[] {architecture, mode, engine});
        if (error != ERR_OK) {
            throw new EngineUnavailableException("Unicorn cannot open an x86 processor: " + errorText(error));
        }
        return Pointer.nativeValue(engine.getValue());
    }

    @Override
    public int closeEngine(long engine) {
        return library.getFunction("uc_close").invokeInt(new Object[] {new Pointer(engine)});
    }

    @Override
    public String errorText(int error) {
        return library.getFunction("uc_strerror").invokeString(new Object[] {error}, false);
    }

    @Override
    public int start(long engine, int begin) {
        return Direct.uc_emu_start(engine, begin & 0xFFFFFFFFL, 0, 0, 0);
    }

    @Override
    public void stop(long engine) {
        Direct.uc_emu_stop(engine);
    }

    @Override
    public long readRegister(long engine, int register) {
        scratch.setLong(0, 0);
        Direct.uc_reg_read(engine, register, Pointer.nativeValue(scratch));
        return scratch.getLong(0);
    }

    @Override
    public void writeRegister(long engine, int register, long value) {
        scratch.setLong(0, value);
        Direct.uc_reg_write(engine, register, Pointer.nativeValue(scratch));
    }

    @Override
    public long allocateContext(long engine) {
        PointerByReference context = new PointerByReference();
        int error = library.getFunction("uc_context_alloc").invokeInt(new Object[] {new Pointer(engine), context});
        if (error != ERR_OK) {
            throw new EngineUnavailableException("Unicorn cannot allocate a context: " + errorText(error));
        }
        return Pointer.nativeValue(context.getValue());
    }

    @Override
    public long contextSize(long engine) {
        return library.getFunction("uc_context_size").invokeLong(new Object[] {new Pointer(engine)});
    }

    @Override
    public void freeContext(long context) {
        library.getFunction("uc_context_free").invokeInt(new Object[] {new Pointer(context)});
    }

    @Override
    public void saveContext(long engine, long context) {
        Direct.uc_context_save(engine, context);
    }

    @Override
    public void restoreContext(long engine, long context) {
        Direct.uc_context_restore(engine, context);
    }

    @Override
    public int mapMemory(long engine, long physical, long size, int permissions, ByteBuffer memory) {
        return library.getFunction("uc_mem_map_ptr").invokeInt(new Object[] {
            new Pointer(engine), physical, size, permissions, Native.getDirectBufferPointer(memory)
        });
    }

    @Override
    public int mapDevice(long engine, long physical, long size) {
        DeviceRead read = keep((DeviceRead) (uc, offset, length, user) -> callbacks.deviceRead(offset, length));
        DeviceWrite write =
                keep((DeviceWrite) (uc, offset, length, value, user) -> callbacks.deviceWrite(offset, length, value));
        return Direct.uc_mmio_map(engine, physical, size, read, 0, write, 0);
    }

    @Override
    public int useVirtualTlb(long engine) {
        return variadic.uc_ctl(new Pointer(engine), CTL_TLB_TYPE, TLB_VIRTUAL);
    }

    @Override
    public int useNoExits(long engine) {
        return variadic.uc_ctl(new Pointer(engine), CTL_USE_EXITS, 1);
    }

    @Override
    public void flushTlb(long engine) {
        control.invokeInt(new Object[] {new Pointer(engine), CTL_TLB_FLUSH});
    }

    @Override
    public void dropAllTranslations(long engine) {
        control.invokeInt(new Object[] {new Pointer(engine), CTL_TB_FLUSH});
    }

    @Override
    public void dropTranslations(long engine, int begin, long end) {
        variadic.uc_ctl(new Pointer(engine), CTL_TB_REMOVE, begin & 0xFFFFFFFFL, end);
    }

    @Override
    public void addHooks(long engine, Callbacks target) {
        callbacks = target;
        long handle = Pointer.nativeValue(scratch);
        Direct.uc_hook_add(
                engine,
                handle,
                HOOK_INTR,
                keep((InterruptHook) (uc, number, user) -> callbacks.interrupted(number)),
                0,
                1,
                0);
        Direct.uc_hook_add(
                engine,
                handle,
                HOOK_INSN_INVALID,
                keep((InvalidHook) (uc, user) -> callbacks.invalidInstruction()),
                0,
                1,
                0);
        Direct.uc_hook_add(engine, handle, HOOK_TLB_FILL, keep((FillHook) this::fill), 0, 1, 0);
        InHook in = keep((InHook) (uc, port, size, user) -> callbacks.in(port, size));
        OutHook out = keep((OutHook) (uc, port, size, value, user) -> callbacks.out(port, size, value));
        if (Platform.isMac() && Platform.isARM()) {
            addInstructionHook(engine, in, INS_IN);
            addInstructionHook(engine, out, INS_OUT);
        } else {
            Direct.uc_hook_add(engine, handle, HOOK_INSN, in, 0, 1, 0, INS_IN);
            Direct.uc_hook_add(engine, handle, HOOK_INSN, out, 0, 1, 0, INS_OUT);
        }
    }

    // Apple's arm64 convention passes variadic arguments on the stack; a call that looks fixed would lose the last one.
    private void addInstructionHook(long engine, Callback call, int instruction) {
        Pointer function = CallbackReference.getFunctionPointer(call);
        variadic.uc_hook_add(new Pointer(engine), scratch, HOOK_INSN, function, Pointer.NULL, 1L, 0L, instruction);
    }

    private boolean fill(long uc, long address, int access, long result, long user) {
        long answer = callbacks.fill((int) address, access);
        if (answer == Callbacks.REFUSED) {
            return false;
        }
        Pointer entry = new Pointer(result);
        entry.setLong(0, answer & ~0xFFFL);
        entry.setInt(8, (int) answer & PROT_ALL);
        return true;
    }

    @Override
    public void addNativeBlockHook(long engine, long function, long argument) {
        Direct.uc_hook_add(engine, Pointer.nativeValue(scratch), HOOK_BLOCK, function, argument, 1L, 0L);
    }

    @Override
    public void addJavaBlockHook(long engine) {
        BlockHook hook = keep((BlockHook) (uc, address, size, user) -> callbacks.block(address, size));
        Direct.uc_hook_add(engine, Pointer.nativeValue(scratch), HOOK_BLOCK, hook, 0, 1, 0);
    }

    @Override
    public long addressOf(String function) {
        return Pointer.nativeValue(library.getFunction(function));
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }

    @Override
    public ByteBuffer memoryAt(long address, long size) {
        return new Pointer(address).getByteBuffer(0, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public long makeExecutable(byte[] code) {
        if (Platform.isWindows()) {
            return makeExecutableOnWindows(code);
        }
        NativeLibrary c = NativeLibrary.getInstance("c");
        Pointer page = c.getFunction("mmap").invokePointer(new Object[] {
            Pointer.NULL,
            (long) ExecutableMemory.SIZE,
            ExecutableMemory.PROT_READ_WRITE,
            ExecutableMemory.mapFlags(),
            -1,
            0L
        });
        if (Pointer.nativeValue(page) == ExecutableMemory.MAP_FAILED) {
            throw new UnsupportedOperationException("the host gives no memory for machine code");
        }
        page.write(0, code, 0, code.length);
        int error = c.getFunction("mprotect")
                .invokeInt(new Object[] {page, (long) ExecutableMemory.SIZE, ExecutableMemory.PROT_READ_EXEC});
        if (error != 0) {
            throw new UnsupportedOperationException("the host does not let memory be executed");
        }
        return Pointer.nativeValue(page);
    }

    private static long makeExecutableOnWindows(byte[] code) {
        Pointer page = NativeLibrary.getInstance("kernel32")
                .getFunction("VirtualAlloc")
                .invokePointer(new Object[] {
                    Pointer.NULL,
                    (long) ExecutableMemory.SIZE,
                    ExecutableMemory.MEM_COMMIT_RESERVE,
                    ExecutableMemory.PAGE_EXECUTE_READWRITE
                });
        if (page == null) {
            throw new UnsupportedOperationException("the host gives no memory for machine code");
        }
        page.write(0, code, 0, code.length);
        return Pointer.nativeValue(page);
    }

    @Override
    public void close() {
        alive.clear();
        callbacks = new NoCallbacks();
    }

    private <T extends Callback> T keep(T callback) {
        alive.add(callback);
        return callback;
    }
}
