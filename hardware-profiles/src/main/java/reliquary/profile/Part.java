package reliquary.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * A kind of device that a machine is built with, for comparing with the devices that a runtime has.
 *
 * @param key where the profile states it: {@code video.adapter}
 * @param word what it states: {@code hercules}
 */
public record Part(String key, String word) {
    /** The parts of a machine, in the order of its profile; settings such as ports are no parts. */
    public static List<Part> of(MachineProfile machine) {
        List<Part> parts = new ArrayList<>();
        parts.add(of("board", machine.architecture()));
        parts.add(
                new Part("firmware.kind", machine.firmware() instanceof Firmware.Paravirtual ? "paravirtual" : "rom"));
        parts.add(of("video.adapter", machine.video().adapter()));
        if (machine.floppies().count() > 0) {
            parts.add(of("floppies.controller", machine.floppies().controller()));
        }
        if (!machine.hardDisks().slots().isEmpty()) {
            parts.add(of("disks.controller", machine.hardDisks().controller()));
        }
        parts.add(of("cd", machine.cd()));
        machine.serialPorts().forEach(port -> add(of("serial", port.uart()), parts));
        machine.parallelPorts().forEach(port -> add(new Part("parallel", "port"), parts));
        parts.add(new Part("mouse", mouse(machine.mouse())));
        machine.network().ifPresent(card -> parts.add(of("network", card.model())));
        machine.sound().ifPresent(card -> parts.add(of("sound", card.model())));
        machine.scsi().ifPresent(card -> parts.add(of("scsi", card.model())));
        parts.add(of("clock.chip", machine.clock().chip()));
        machine.quirks().forEach(quirk -> parts.add(of("quirks", quirk)));
        return List.copyOf(parts);
    }

    private static Part of(String key, Named choice) {
        return new Part(key, choice.yaml());
    }

    private static void add(Part part, List<Part> parts) {
        if (!parts.contains(part)) {
            parts.add(part);
        }
    }

    private static String mouse(Mouse mouse) {
        if (mouse instanceof Mouse.Ps2) {
            return "ps2";
        }
        return mouse instanceof Mouse.Serial ? "serial" : "none";
    }

    @Override
    public String toString() {
        return key + ": " + word;
    }
}
