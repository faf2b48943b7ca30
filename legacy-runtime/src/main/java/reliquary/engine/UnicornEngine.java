package reliquary.engine;

import static reliquary.engine.UnicornConstants.*;

import java.util.Optional;
import reliquary.bus.PhysicalMemory;
import reliquary.shim.GuestCpu;
import reliquary.shim.Outcome;

/**
 * A whole PC's processor out of Unicorn, which is QEMU's translator without the machine: the TLB, interrupt delivery and
 * time are ours.
 *
 * <p>Reading path: {@link #run} starts Unicorn; what it meets on its way arrives in the {@link UnicornBinding.Callbacks};
 * {@link GuestSpace} answers its TLB misses, {@link InterruptDelivery} takes interrupts, {@link BlockCounter} stops it.
 */
final class UnicornEngine implements CpuEngine, UnicornBinding.Callbacks, PhysicalMemory.Watcher {
    private static final int HYPERCALL_LENGTH = 3;
    private static final int FIRST_PLAIN_CALL = 0x80;
    private static final int PAGE_MASK = -PhysicalMemory.PAGE_SIZE;
    private static final int INVALID_OPCODE = 6;

    /** After so many blocks pages that were written are compared with their shadow: most have settled. */
    private static final long SETTLING_BLOCKS = 1 << 20;

    private final UnicornLibrary.Loaded library;
    private final UnicornBinding binding;
    private final long engine;
    private final PhysicalMemory memory;
    private final CodePages code;
    private final GuestSpace space;
    private final BlockCounter counter;
    private final UnicornRegisters registers;
    private final InterruptDelivery delivery;
    private final GuestCpu interrupted;
    private final ProtectedMode protection;
    private final FaultAddress faultAddress;
    private CpuBus bus = new UnconnectedBus();

    private Optional<String> crash = Optional.empty();
    private Optional<RuntimeException> thrown = Optional.empty();
    private boolean tlbStale;
    private boolean wired;
    private boolean running;
    private boolean paged;
    private long settleAt = SETTLING_BLOCKS;
    private long runs;
    private long interrupts;
    private long hostCalls;
    private long portAccesses;
    private long deviceAccesses;
    private long fills;

    UnicornEngine(UnicornLibrary.Loaded library, PhysicalMemory memory) {
        this.library = library;
        this.binding = library.bind();
        this.memory = memory;
        engine = binding.open(ARCH_X86, MODE_32);
        code = new CodePages(memory.arena());
        space = new GuestSpace(memory, code);
        binding.useVirtualTlb(engine);
        binding.useNoExits(engine);
        space.map(binding, engine);
        binding.addHooks(engine, this);
        registers = new UnicornRegisters(binding, engine);
        delivery = new InterruptDelivery(registers, memory);
        interrupted = new InterruptedCpu(registers, delivery);
        protection = new ProtectedMode(registers, memory, space);
        faultAddress = FaultAddress.find(binding, engine);
        counter = new BlockCounter(binding, engine, memory.arena(), code.shadow(), code.states());
        counter.limit(code.shadow().capacity());
        code.onWritten(counter::forgetCleanPage);
        memory.watch(this);
        wired = true;
        setA20(true);
        reset();
    }

    @Override
    public String describe() {
        return "unicorn " + library.version() + " (" + binding.name() + ", " + counter.describe() + ")";
    }

    @Override
    public void connect(CpuBus machine) {
        bus = machine;
    }

    @Override
    public long blocks() {
        return counter.count();
    }

    @Override
    public void reset() {
        registers.reset();
        binding.flushTlb(engine);
    }

    @Override
    public Stop run(long deadline) {
        runs++;
        counter.deadline(deadline);
        while (true) {
            settle();
            int begin = registers.eip();
            registers.flush();
            running = true;
            registers.running(true);
            int error = binding.start(engine, begin);
            registers.running(false);
            running = false;
            Optional<Stop> stop = stopped(error);
            if (stop.isPresent()) {
                return stop.get();
            }
        }
    }

    // Empty: the run goes on, for what stopped Unicorn is put right.
    private Optional<Stop> stopped(int error) {
        int reason = counter.takeReason();
        if (thrown.isPresent()) {
            RuntimeException e = thrown.get();
            thrown = Optional.empty();
            throw e;
        }
        if (crash.isPresent()) {
            Stop stop = new Stop.Crashed(crash.get());
            crash = Optional.empty();
            return Optional.of(stop);
        }
        if (error == ERR_EXCEPTION && protection.takeFault()) {
            return pageFault();
        }
        if (error != ERR_OK) {
            return Optional.of(new Stop.Crashed(binding.errorText(error) + " at " + position()));
        }
        return switch (reason) {
            case BlockCounter.AT_DEADLINE -> Optional.of(new Stop.Deadline());
            case BlockCounter.CODE_CHANGED -> {
                refreshCode();
                yield Optional.empty();
            }
            default -> Optional.of(new Stop.Halted());
        };
    }

    private Optional<Stop> pageFault() {
        try {
            protection.deliverPageFault(faultAddress.read());
            return Optional.empty();
        } catch (ShutdownException e) {
            return Optional.of(new Stop.Crashed(e.getMessage() + " at " + position()));
        }
    }

    // A block may reach into the next page.
    private void refreshCode() {
        int linear = registers.base(UnicornRegisters.CS) + registers.eip();
        for (int page = linear & PAGE_MASK;
                page != (linear & PAGE_MASK) + 2 * PhysicalMemory.PAGE_SIZE;
                page += PhysicalMemory.PAGE_SIZE) {
            if (code.refresh(page & space.addressLines())) {
                binding.dropTranslations(engine, page, (page & 0xFFFFFFFFL) + PhysicalMemory.PAGE_SIZE);
            }
        }
    }

    private void settle() {
        if (counter.count() >= settleAt) {
            settleAt = counter.count() + SETTLING_BLOCKS;
            code.forgetOldWrites();
            tlbStale = true;
        }
        if (code.takeInPlaceChanged()) {
            binding.dropAllTranslations(engine);
            code.forgetInPlace();
            tlbStale = true;
        }
        if (tlbStale) {
            tlbStale = false;
            binding.flushTlb(engine);
        }
    }

    @Override
    public void endRunSoon() {
        counter.deadline(0);
    }

    @Override
    public void endRunAt(long block) {
        counter.deadline(Math.min(block, counter.deadline()));
    }

    @Override
    public boolean acceptsInterrupt() {
        return !registers.interruptShadow() && interruptsEnabled();
    }

    @Override
    public boolean interruptsEnabled() {
        return (registers.eflags() & GuestCpu.INTERRUPTS) != 0;
    }

    @Override
    public void interrupt(int vector) {
        interrupts++;
        if (registers.protectedMode()) {
            protection.deliver(new ProtectedDelivery.Event(vector, false, false, 0));
        } else {
            delivery.deliver(vector);
        }
    }

    @Override
    public GuestCpu registers() {
        return registers;
    }

    @Override
    public void setA20(boolean enabled) {
        space.setA20(enabled);
        counter.mask(space.addressLines());
        delivery.addressLines(space.addressLines());
        protection.addressLines(space.addressLines());
        mapChanged();
    }

    @Override
    public long registerDigest() {
        return registers.digest();
    }

    @Override
    public EngineStatistics statistics() {
        return new EngineStatistics(runs, interrupts, hostCalls, portAccesses, deviceAccesses, fills, code.copies());
    }

    @Override
    public void close() {
        registers.free();
        binding.closeEngine(engine);
        binding.close();
    }

    // ---- PhysicalMemory.Watcher: what the host does to memory

    @Override
    public void hostWrote(int address, int length) {
        code.hostWrote(address, length);
        if (code.inPlaceChanged()) {
            endRunSoon();
        }
    }

    @Override
    public void mapChanged() {
        if (running) {
            binding.flushTlb(engine);
        } else {
            tlbStale = true;
        }
    }

    // ---- UnicornBinding.Callbacks: what the guest does

    @Override
    public void interrupted(int number) {
        try {
            registers.invalidate();
            take(number);
            registers.flush();
        } catch (RuntimeException e) {
            endWith(e);
        }
    }

    private void take(int number) {
        boolean software = registers.field(ContextLayout.IS_SOFTWARE_INTERRUPT) != 0;
        if (registers.protectedMode()) {
            interrupts++;
            int code = registers.field(ContextLayout.ERROR_CODE);
            boolean hasCode = !software && ProtectedDelivery.hasErrorCode(number);
            protection.deliver(new ProtectedDelivery.Event(number, software, hasCode, code));
            return;
        }
        if (!delivery.hasVector(number)) {
            crash("interrupt " + number + " has no vector");
            return;
        }
        int target = delivery.vector(number);
        int entry = ((target >>> 16) << 4) + (target & 0xFFFF);
        if (software && isHypercall(entry) && serve(entry, target)) {
            return;
        }
        interrupts++;
        delivery.enter(target >>> 16, target & 0xFFFF);
    }

    // The service runs as if its ROM entry had been entered and left again, without a frame on the stack.
    private boolean serve(int entry, int target) {
        int number = memory.read8(entry + 2);
        if (number >= FIRST_PLAIN_CALL || !bus.servesCallAt(entry, number)) {
            return false;
        }
        hostCalls++;
        switch (bus.call(number, registers)) {
            case WAIT -> delivery.enter(target >>> 16, (target & 0xFFFF) + HYPERCALL_LENGTH + 1);
            case RETURN -> letInterruptIn();
            default -> {
                // the service has set CS and EIP
            }
        }
        registers.field(ContextLayout.IN_FLIGHT, -1);
        return true;
    }

    // A BIOS runs its services with interrupts on, also for callers who have them off: some wait for the time that way.
    private void letInterruptIn() {
        if ((registers.eflags() & GuestCpu.INTERRUPTS) == 0) {
            bus.takeInterrupt().ifPresent(vector -> {
                interrupts++;
                delivery.deliver(vector);
            });
        }
    }

    @Override
    public boolean invalidInstruction() {
        try {
            registers.invalidate();
            int linear = codeAddress();
            if (code.covers(linear & 0xFFFFFFFFL) && code.refresh(linear)) {
                binding.dropTranslations(engine, linear & PAGE_MASK, (linear & PAGE_MASK) + PhysicalMemory.PAGE_SIZE);
                return true;
            }
            if (isHypercall(linear) && bus.servesCallAt(linear, memory.read8(linear + 2))) {
                hostCalls++;
                call(memory.read8(linear + 2));
            } else if (registers.protectedMode()) {
                interrupts++;
                protection.deliver(new ProtectedDelivery.Event(INVALID_OPCODE, false, false, 0));
            } else {
                interrupts++;
                delivery.deliver(INVALID_OPCODE);
            }
            registers.flush();
        } catch (RuntimeException e) {
            endWith(e);
        }
        return true;
    }

    /** The physical address of the current instruction. */
    private int codeAddress() {
        int linear = registers.base(UnicornRegisters.CS) + registers.eip();
        long physical = protection.translate(linear);
        return (int) (physical == PageWalk.FAULT ? linear : physical) & space.addressLines();
    }

    private void call(int number) {
        int behind = registers.eip() + HYPERCALL_LENGTH;
        Outcome outcome = bus.call(number, number < FIRST_PLAIN_CALL ? interrupted : registers);
        switch (outcome) {
            case RETURN, CONTINUE -> registers.eip(behind);
            case WAIT -> registers.eip(behind + 1);
            case JUMP -> {
                // the service has set CS and EIP
            }
        }
        registers.field(ContextLayout.IN_FLIGHT, -1);
    }

    private boolean isHypercall(int linear) {
        return memory.read16(linear) == 0xFF0F;
    }

    @Override
    public int in(int port, int size) {
        portAccesses++;
        try {
            return bus.in(port, size);
        } catch (RuntimeException e) {
            endWith(e);
            return -1;
        }
    }

    @Override
    public void out(int port, int size, int value) {
        portAccesses++;
        try {
            bus.out(port, size, value);
        } catch (RuntimeException e) {
            endWith(e);
        }
    }

    @Override
    public long fill(int linear, int access) {
        if (!wired) {
            return REFUSED;
        }
        fills++;
        boolean paging = (binding.readRegister(engine, REG_CR0) & 0x80000000L) != 0;
        if (paging != paged) {
            paged = paging;
            counter.limit(paging ? 0 : code.shadow().capacity());
        }
        if (paging) {
            return pagedFill(linear, access);
        }
        return switch (access) {
            case MEM_FETCH -> space.fetch(linear);
            case MEM_WRITE -> space.store(linear);
            default -> space.load(linear);
        };
    }

    private long pagedFill(int linear, int access) {
        try {
            long answer = protection.fill(linear, access);
            if (space.takeNewlyCode()) {
                binding.flushTlb(engine);
            }
            return answer;
        } catch (RuntimeException e) {
            endWith(e);
            return REFUSED;
        }
    }

    @Override
    public long deviceRead(long offset, int size) {
        deviceAccesses++;
        try {
            return memory.deviceRead((int) offset, size);
        } catch (RuntimeException e) {
            endWith(e);
            return -1;
        }
    }

    @Override
    public void deviceWrite(long offset, int size, long value) {
        deviceAccesses++;
        try {
            memory.deviceWrite((int) offset, size, value);
        } catch (RuntimeException e) {
            endWith(e);
        }
    }

    @Override
    public void block(long address, int size) {
        counter.block(address, size);
    }

    private void crash(String what) {
        crash = Optional.of(what + " at " + position());
        binding.stop(engine);
    }

    private void endWith(RuntimeException e) {
        if (e instanceof ShutdownException) {
            crash(e.getMessage());
            return;
        }
        thrown = Optional.of(e);
        binding.stop(engine);
    }

    private String position() {
        return String.format("%04X:%04X", registers.cs(), registers.eip());
    }
}
