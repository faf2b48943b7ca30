package reliquary.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import reliquary.profile.Shape.Fields;
import reliquary.profile.Shape.Group;
import reliquary.profile.Shape.Items;
import reliquary.profile.Shape.Text;
import reliquary.profile.Shape.Whole;

/**
 * Something that software needs of a machine.
 *
 * @param what in words, as the end of the sentence "it needs ..."
 * @param met whether a machine has it
 */
record Need(String what, Predicate<MachineProfile> met) {
    private static final Text SIZE = new Text("^[0-9]{1,7}[KM]$", "a size, such as 640K or 16M");
    private static final Text YES = new Text("^yes$", "yes");

    /** The grammar of needs in the table of rules. */
    static final Fields SHAPE = new Group()
            .field("cpu", "Generation of the processor, 0 for the 8086.", new Whole(0, 6))
            .field("conventional", "Memory below 640K.", SIZE)
            .field("extended", "Memory above 1 MB.", SIZE)
            .field("video", "One of these adapters.", new Items(Shape.words(VideoAdapter.class), 8))
            .field("fpu", "A floating-point unit.", YES)
            .field("cd", "A CD drive.", YES)
            .field("mouse", "This kind of mouse.", Shape.word("ps2", "serial"))
            .field("serial", "So many serial ports.", new Whole(1, 4))
            .field("network", "This network card.", Shape.words(NetworkModel.class))
            .field("sound", "One of these sound cards.", new Items(Shape.words(SoundModel.class), 8))
            .field("scsi", "A SCSI adapter.", YES)
            .done();

    /** All needs of a rule. */
    static List<Need> of(Reading needs) {
        List<Need> all = new ArrayList<>();
        needs.optionalWhole("cpu")
                .ifPresent(generation -> all.add(new Need(
                        List.of("an 8086", "an 80186", "an 80286", "a 386", "a 486", "a Pentium", "a Pentium Pro")
                                        .get(generation)
                                + " or later",
                        m -> m.cpu().model().generation() >= generation)));
        memory(needs, all);
        cards(needs, all);
        if (needs.optional("fpu").isPresent()) {
            all.add(new Need("a floating-point unit", m -> m.cpu().fpu() != Fpu.NONE));
        }
        return all;
    }

    private static void memory(Reading needs, List<Need> all) {
        needs.optional("conventional").ifPresent(text -> {
            int bytes = needs.size("conventional", 0, Integer.MAX_VALUE);
            all.add(new Need(text + " of memory", m -> m.memory().conventional() >= bytes));
        });
        needs.optional("extended").ifPresent(text -> {
            int bytes = needs.size("extended", 0, Integer.MAX_VALUE);
            all.add(new Need(text + " of extended memory", m -> m.memory().extended() >= bytes));
        });
    }

    private static void cards(Reading needs, List<Need> all) {
        List<VideoAdapter> adapters = needs.choices("video", VideoAdapter.class);
        if (!adapters.isEmpty()) {
            String names = String.join(
                    " or ", adapters.stream().map(VideoAdapter::yaml).toList());
            all.add(new Need(
                    "a display adapter " + names,
                    m -> adapters.contains(m.video().adapter())));
        }
        List<SoundModel> sounds = needs.choices("sound", SoundModel.class);
        if (!sounds.isEmpty()) {
            all.add(new Need(
                    "a sound card",
                    m -> m.sound().filter(s -> sounds.contains(s.model())).isPresent()));
        }
        needs.optionalChoice("network", NetworkModel.class)
                .ifPresent(card -> all.add(new Need(
                        "the network card " + card.yaml(),
                        m -> m.network().filter(n -> n.model() == card).isPresent())));
        if (needs.optional("scsi").isPresent()) {
            all.add(new Need("a SCSI adapter", m -> m.scsi().isPresent()));
        }
        if (needs.optional("cd").isPresent()) {
            all.add(new Need("a CD drive", m -> m.cd() != CdDrive.NONE));
        }
        needs.optional("mouse").ifPresent(kind -> all.add(mouse(kind)));
        needs.optionalWhole("serial")
                .ifPresent(count -> all.add(
                        new Need(count + " serial ports", m -> m.serialPorts().size() >= count)));
    }

    private static Need mouse(String kind) {
        return kind.equals("ps2")
                ? new Need("a PS/2 mouse", m -> m.mouse() instanceof Mouse.Ps2)
                : new Need("a serial mouse", m -> m.mouse() instanceof Mouse.Serial);
    }
}
