package reliquary.board;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import reliquary.bus.A20Gate;
import reliquary.bus.KeyEvent;
import reliquary.bus.Line;
import reliquary.bus.PageUse;
import reliquary.bus.PhysicalMemory;
import reliquary.bus.PortBus;
import reliquary.bus.Ps2Device;
import reliquary.bus.SerialLine;
import reliquary.clock.EventQueue;
import reliquary.clock.VirtualClock;
import reliquary.device.AtKeyboard;
import reliquary.device.DisplayAdapter;
import reliquary.device.Dma8237;
import reliquary.device.DmaPageRegisters;
import reliquary.device.FastA20Port;
import reliquary.device.Kbc8042;
import reliquary.device.MicrosoftMouse;
import reliquary.device.Pit8254;
import reliquary.device.PostCodePort;
import reliquary.device.Ps2Mouse;
import reliquary.device.Rtc146818;
import reliquary.device.Speaker;
import reliquary.device.SystemControlPort;
import reliquary.device.Uart16550;
import reliquary.engine.CpuEngine;
import reliquary.engine.UnicornLibrary;
import reliquary.profile.MachineProfile;
import reliquary.profile.Mouse;
import reliquary.profile.ParallelPort;
import reliquary.profile.SerialPort;
import reliquary.shim.bios.PvBios;

/**
 * The main board: makes the devices that a profile asks for and wires them to ports, memory and interrupts.
 *
 * <p>Read {@link PcMap} beside it: every number stands there.
 */
public final class PcBoard implements AutoCloseable {
    private final PhysicalMemory memory;
    private final CpuEngine cpu;
    private final VirtualClock clock;
    private final EventQueue events;
    private final Interrupts interrupts;
    private final AtKeyboard keyboard;
    private final Ps2Mouse mouse;
    private final List<Uart16550> serialPorts = new ArrayList<>();
    private final DisplayAdapter display;
    private final Rtc146818 rtc;
    private final Speaker speaker;
    private final DriveBays drives;
    private boolean resetRequested;
    private boolean off;

    /**
     * @param start what the guest's clock shows at power-on
     * @param media what is in the drives; the board closes it
     * @param cables what is plugged into the ports
     */
    public PcBoard(
            MachineProfile profile, LocalDateTime start, Media media, Cables cables, UnicornLibrary.Loaded engine)
            throws IOException {
        memory = new PhysicalMemory((int) profile.memory().arena());
        cpu = engine.open(memory);
        clock = new VirtualClock(cpu::blocks, profile.cpu().blockPicoseconds());
        events = new EventQueue(clock);
        events.onEarlier(cpu::endRunSoon);
        A20Gate a20 = new A20Gate(cpu::setA20);
        PortBus ports = new PortBus();

        interrupts = new Interrupts(ports, level -> {
            if (level) {
                cpu.endRunSoon();
            }
        });
        speaker = new Speaker();
        Pit8254 timer = new Pit8254(events, interrupts.irq(PcMap.IRQ_TIMER), speaker);
        ports.attach("timer", PcMap.PIT, PcMap.PIT_COUNT, timer);
        ports.attach(
                "port 61h",
                PcMap.SYSTEM_CONTROL_B,
                1,
                new SystemControlPort(events, timer.gate(2), speaker.data(), () -> timer.out(2)));
        keyboard = new AtKeyboard(events);
        mouse = new Ps2Mouse(events);
        attachKeyboardController(ports, a20, profile);
        attachDma(ports);
        for (SerialPort port : profile.serialPorts()) {
            boolean hasMouse = profile.mouse() instanceof Mouse.Serial plug && plug.number() == port.number();
            serialPorts.add(attachSerial(ports, port, cables, hasMouse));
        }
        for (ParallelPort port : profile.parallelPorts()) {
            attachParallel(ports, port, cables);
        }
        ports.attach("POST code", PcMap.POST_CODE, 1, new PostCodePort());
        ports.attach("port 92h", PcMap.SYSTEM_CONTROL_A, 1, new FastA20Port(a20.input(), this::resetLine));
        rtc = new Rtc146818(events, start, interrupts.irq(PcMap.IRQ_RTC));
        ports.attach("clock", PcMap.RTC, PcMap.RTC_COUNT, rtc);
        display = DisplaySlot.plug(profile.video().adapter(), events, memory, ports);
        memory.use(PcMap.ADAPTER_ROMS, PcMap.ADAPTER_ROMS_SIZE, PageUse.ABSENT);

        drives = new DriveBays(profile, media);
        AtaPorts.plug(profile, events, interrupts, ports, drives);
        CmosSetup.store(rtc, profile, drives.hardDisks());
        PvBios bios = new PvBios(
                BiosSetup.settings(profile),
                new FirmwareMemory(memory, a20),
                BoardBus.firmwarePorts(ports),
                clock::now,
                drives.all());
        memory.loadRom(PcMap.BIOS_ROM, bios.rom());
        cpu.connect(new BoardBus(ports, new BusWait(clock, events, cpu), bios, interrupts));
        a20.input().set(false);
        cpu.setA20(a20.isOpen());
    }

    private void attachDma(PortBus ports) {
        DmaPageRegisters pages = new DmaPageRegisters();
        Dma8237 upper = Dma8237.upper(memory, pages.upper());
        Dma8237 lower = Dma8237.lower(memory, pages.lower(), upper);
        ports.attach("DMA controller 1", PcMap.DMA1, PcMap.DMA1_COUNT, lower);
        ports.attach("DMA pages", PcMap.DMA_PAGES, PcMap.DMA_PAGES_COUNT, pages);
        ports.attach("DMA controller 2", PcMap.DMA2, PcMap.DMA2_COUNT, upper);
    }

    private Uart16550 attachSerial(PortBus ports, SerialPort port, Cables cables, boolean hasMouse) {
        Line irq = port.irq().isPresent() ? interrupts.irq(port.irq().getAsInt()) : Line.UNCONNECTED;
        SerialLine cable = cables.serial(port.number() - 1);
        Uart16550 uart;
        // A cable that the person plugs in takes the mouse's place.
        if (hasMouse && cable == SerialLine.UNCONNECTED) {
            MicrosoftMouse serialMouse = new MicrosoftMouse(events);
            uart = new Uart16550(model(port), events, irq, serialMouse);
            serialMouse.plug(uart::receive);
        } else {
            uart = new Uart16550(model(port), events, irq, cable);
        }
        ports.attach("COM" + port.number(), port.port(), PcMap.SERIAL_COUNT, uart);
        return uart;
    }

    private static Uart16550.Model model(SerialPort port) {
        return switch (port.uart()) {
            case INS8250 -> Uart16550.Model.INS8250;
            case NS16450 -> Uart16550.Model.NS16450;
            case NS16550A -> Uart16550.Model.NS16550A;
        };
    }

    private void attachParallel(PortBus ports, ParallelPort port, Cables cables) {
        Line irq = port.irq().isPresent() ? interrupts.irq(port.irq().getAsInt()) : Line.UNCONNECTED;
        ports.attach(
                "LPT" + port.number(),
                port.port(),
                PcMap.PARALLEL_COUNT,
                new reliquary.device.ParallelPort(events, irq, cables.parallel(port.number() - 1)));
    }

    private void attachKeyboardController(PortBus ports, A20Gate a20, MachineProfile profile) {
        Ps2Device auxiliary = profile.mouse() instanceof Mouse.Ps2 ? mouse : Ps2Device.ABSENT;
        int straps = profile.video().adapter().isMonochrome() ? Kbc8042.MONOCHROME_DISPLAY : Kbc8042.COLOUR_DISPLAY;
        Kbc8042.Wires wires = new Kbc8042.Wires(
                interrupts.irq(PcMap.IRQ_KEYBOARD), interrupts.irq(PcMap.IRQ_MOUSE), a20.input(), this::resetLine);
        Kbc8042 controller = new Kbc8042(events, keyboard, auxiliary, wires, straps);
        ports.attach("keyboard controller", PcMap.KBC_DATA, 1, controller.dataPort());
        ports.attach("keyboard controller", PcMap.KBC_COMMAND, 1, controller.commandPort());
    }

    private void resetLine(boolean level) {
        if (level) {
            resetRequested = true;
            cpu.endRunSoon();
        }
    }

    public CpuEngine cpu() {
        return cpu;
    }

    public PhysicalMemory memory() {
        return memory;
    }

    public VirtualClock clock() {
        return clock;
    }

    public EventQueue events() {
        return events;
    }

    public DisplayAdapter display() {
        return display;
    }

    public AtKeyboard keyboard() {
        return keyboard;
    }

    public Ps2Mouse mouse() {
        return mouse;
    }

    /** The serial ports in the order of their numbers. */
    public List<Uart16550> serialPorts() {
        return List.copyOf(serialPorts);
    }

    public Speaker speaker() {
        return speaker;
    }

    /** Moves a key as a finger does. */
    public void press(KeyEvent event) {
        keyboard.move(event);
    }

    /**
     * Whether the BIOS's keyboard buffer is empty: the guest has taken every key. True also where the guest does not use
     * that buffer.
     */
    public boolean biosKeyboardBufferIsEmpty() {
        return memory.read16(PcMap.KEYBOARD_BUFFER_HEAD) == memory.read16(PcMap.KEYBOARD_BUFFER_TAIL);
    }

    public boolean interruptPending() {
        return interrupts.pending();
    }

    /** The interrupt acknowledge cycle: the vector, 0 to 255. */
    public int acknowledgeInterrupt() {
        return interrupts.acknowledge();
    }

    /** Whether the guest, or a person at the reset button, asked for a reset since this was last asked. */
    public boolean takeResetRequest() {
        boolean was = resetRequested;
        resetRequested = false;
        return was;
    }

    /** Presses the reset button. */
    public void requestReset() {
        resetLine(true);
    }

    /** Resets the processor as the keyboard controller's pulse does; memory and the other chips keep their state. */
    public void resetProcessor() {
        cpu.reset();
    }

    /** Whether the guest has switched the machine off. */
    public boolean isOff() {
        return off;
    }

    private void switchOff() {
        off = true;
        cpu.endRunSoon();
    }

    @Override
    public void close() {
        cpu.close();
        try {
            drives.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
