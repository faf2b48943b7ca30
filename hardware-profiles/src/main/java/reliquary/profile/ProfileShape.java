package reliquary.profile;

import java.util.List;
import java.util.stream.Stream;
import reliquary.profile.Shape.Choice;
import reliquary.profile.Shape.Decimal;
import reliquary.profile.Shape.Either;
import reliquary.profile.Shape.Fields;
import reliquary.profile.Shape.Group;
import reliquary.profile.Shape.Items;
import reliquary.profile.Shape.Keyed;
import reliquary.profile.Shape.Port;
import reliquary.profile.Shape.Text;
import reliquary.profile.Shape.Whole;

/** The grammar of profile documents, key by key. docs/profiles.md explains it to people. */
final class ProfileShape {
    static final String NONE = "none";
    static final String AUTO = "auto";

    /** The languages of keyboard layouts. */
    static final List<String> LAYOUTS = List.of(
            "us",
            "uk",
            "german",
            "french",
            "italian",
            "spanish",
            "portuguese",
            "dutch",
            "belgian",
            "danish",
            "norwegian",
            "swedish",
            "finnish",
            "swiss-german",
            "swiss-french",
            "canadian-french",
            "latin-american",
            "polish",
            "czech",
            "hungarian",
            "russian");

    private static final Text NAME = ProfileFolder.NAME;
    private static final Text LINE = new Text("^[^\\u0000-\\u001F]{1,400}$", "one line of text");
    private static final Text SIZE = new Text("^[0-9]{1,7}[KM]$", "a size, such as 640K or 16M");
    private static final Text DATE = new Text("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a date, such as 1984-01-10");
    private static final Text START = new Text(
            "^(frozen )?[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$|^host( [+-][0-9]{1,5}[dy])?$",
            "a start such as 1994-03-01T09:00, 'frozen 1994-03-01T09:00', host or 'host -28y'");
    private static final Text GEOMETRY =
            new Text("^[0-9]{1,5}/[0-9]{1,3}/[0-9]{1,2}$", "cylinders/heads/sectors, such as 615/4/17");
    private static final Text CLOCK = new Text("^[0-9]{1,4}(\\.[0-9]{1,6})? MHz$", "a frequency, such as 4.772727 MHz");
    private static final Text SHA256 = new Text("^[0-9a-f]{64}$", "64 hexadecimal digits");
    private static final Text YEARS = new Text("^[0-9]{4}-[0-9]{4}$", "a span of years, such as 1984-1987");
    private static final Choice NO = new Choice(List.of(NONE));
    private static final Whole BYTE = new Whole(0, 0xFF);
    private static final Whole IRQ = new Whole(2, 15);
    private static final Whole DMA = new Whole(0, 7);
    private static final Either WIRED_IRQ = Shape.either(IRQ, NO);

    /** What may stand in a whole document. */
    static final Fields DOCUMENT = document();

    private ProfileShape() {}

    private static Fields document() {
        Fields machine = new Group().add(machine()).done();
        return new Group()
                .field("profile", "The profile's name; the file is called NAME.yaml.", NAME)
                .field("extends", "The profile that this one starts from.", NAME)
                .field("title", "What people call the machine.", LINE)
                .field("maker", "The company that made it.", LINE)
                .field("model", "The maker's model name or number.", LINE)
                .field("years", "When it was sold.", Shape.either(new Whole(1970, 2010), YEARS))
                .field("wikidata", "The machine's Wikidata item.", new Text("^Q[0-9]{1,12}$", "an item, such as Q42"))
                .field("sources", "The documents that the values were checked against.", new Items(LINE, 50))
                .add(machine())
                .field("options", "Changes by name that NAME+option makes.", new Keyed(NAME, machine, 100))
                .done("profile");
    }

    private static Group machine() {
        return new Group()
                .field("board", "The controllers around the processor.", Shape.words(Architecture.class))
                .field("cpu", "The processor.", cpu())
                .field("memory", "Memory as the setup screen counts it.", memory())
                .field("firmware", "What runs at power-on.", firmware())
                .field("buses", "Buses for cards, oldest first.", new Items(Shape.words(Bus.class), 8))
                .field("video", "Display adapter and monitor.", video())
                .field("floppies", "Floppy controller and drives.", floppies())
                .field("disks", "Hard-disk controller and the places on it.", disks())
                .field("cd", "What the CD drive hangs on.", Shape.words(CdDrive.class))
                .field("serial", "Serial ports.", serial())
                .field("parallel", "Parallel ports.", parallel())
                .field("keyboard", "The keyboard.", keyboard())
                .field("mouse", "The pointing device; a serial mouse names its port.", mouse())
                .field("network", "Network card.", card(NetworkModel.class))
                .field("sound", "Sound card.", card(SoundModel.class))
                .field("scsi", "SCSI host adapter.", card(ScsiModel.class))
                .field("clock", "The clock and what it shows at power-on.", clock())
                .field("code-page", "Code page of the adapter's characters.", new Whole(1, 65535))
                .field("quirks", "Deviations that software depends on.", new Items(Shape.words(Quirk.class), 16));
    }

    private static Fields cpu() {
        return new Group()
                .field("model", "Processor model.", Shape.words(CpuModel.class))
                .field("clock", "Clock frequency.", CLOCK)
                .field(
                        "cycles-per-instruction",
                        "Average clock cycles an instruction; auto is the model's published figure.",
                        Shape.either(new Decimal(0.1, 100), new Choice(List.of(AUTO))))
                .field("fpu", "Floating-point unit.", Shape.words(Fpu.class))
                .done();
    }

    private static Fields memory() {
        return new Group()
                .field("conventional", "Memory from address 0, at most 640K.", SIZE)
                .field("extended", "Memory from 1 MB up.", Shape.either(SIZE, NO))
                .done();
    }

    private static Fields firmware() {
        return new Group()
                .field("kind", "The project's BIOS or a ROM file.", new Choice(List.of("paravirtual", "rom")))
                .field("file", "The ROM file, relative to the profile.", Shape.either(LINE, NO))
                .field("sha256", "SHA-256 of the ROM file.", Shape.either(SHA256, NO))
                .field("model-byte", "The byte at F000:FFFE.", BYTE)
                .field("submodel", "Second byte of the system configuration table.", BYTE)
                .field("revision", "Third byte of the system configuration table.", BYTE)
                .field("date", "Release date, at F000:FFF5.", DATE)
                .done();
    }

    private static Fields video() {
        return new Group()
                .field("adapter", "Display adapter.", Shape.words(VideoAdapter.class))
                .field("memory", "Display memory.", SIZE)
                .field("monitor", "Monitor.", Shape.words(Monitor.class))
                .done();
    }

    private static Fields floppies() {
        Choice types = new Choice(withNone(Named.words(FloppyType.class)));
        return new Group()
                .field("controller", "What the drives hang on.", Shape.words(FloppyController.class))
                .field("a", "Drive A: by its largest format.", types)
                .field("b", "Drive B: by its largest format.", types)
                .done();
    }

    private static Fields disks() {
        Fields measured = new Group()
                .field("geometry", "What the setup screen says.", Shape.either(GEOMETRY, new Choice(List.of(AUTO))))
                .field("type", "Drive type number in the ROM's table.", new Whole(1, 255))
                .done();
        Shape slot = Shape.either(new Choice(List.of(AUTO, NONE)), measured);
        return new Group()
                .field("controller", "What the disks hang on.", Shape.words(DiskController.class))
                .field("c", "First disk; auto takes the geometry from the image.", slot)
                .field("d", "Second disk.", slot)
                .field("e", "Third disk.", slot)
                .field("f", "Fourth disk.", slot)
                .done();
    }

    private static Fields serial() {
        Fields port = new Group()
                .field("port", "First of eight I/O ports.", new Port())
                .field("irq", "Interrupt request line.", WIRED_IRQ)
                .field("uart", "The chip.", Shape.words(Uart.class))
                .done();
        return numbered("com", "Serial port ", 4, port);
    }

    private static Fields parallel() {
        Fields port = new Group()
                .field("port", "First of three I/O ports.", new Port())
                .field("irq", "Interrupt request line.", WIRED_IRQ)
                .done();
        return numbered("lpt", "Parallel port ", 3, port);
    }

    private static Fields numbered(String prefix, String meaning, int most, Fields port) {
        Group group = new Group();
        for (int n = 1; n <= most; n++) {
            group.field(prefix + n, meaning + n + ".", Shape.either(NO, port));
        }
        return group.done();
    }

    private static Fields keyboard() {
        return new Group()
                .field("keys", "How many keys it has.", new Choice(List.of("83", "84", "101", "102")))
                .field("layout", "National layout.", new Choice(LAYOUTS))
                .done();
    }

    private static Choice mouse() {
        return new Choice(List.of(NONE, "ps2", "com1", "com2", "com3", "com4"));
    }

    private static <E extends Enum<E> & Named> Either card(Class<E> models) {
        Fields settings = new Group()
                .field("card", "Which card.", Shape.words(models))
                .field("port", "First I/O port; a PCI card states none.", Shape.either(new Port(), NO))
                .field("irq", "Interrupt request line.", WIRED_IRQ)
                .field("dma", "DMA channel.", Shape.either(DMA, NO))
                .done();
        return Shape.either(NO, settings);
    }

    private static Fields clock() {
        return new Group()
                .field("chip", "What keeps the time while the power is off.", Shape.words(ClockChip.class))
                .field("start", "What the clock shows at power-on.", START)
                .done();
    }

    private static List<String> withNone(List<String> words) {
        return Stream.concat(Stream.of(NONE), words.stream()).toList();
    }
}
