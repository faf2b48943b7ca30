package reliquary.disk.identify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import reliquary.disk.ByteRange;
import reliquary.disk.Geometry;
import reliquary.disk.partition.Partition;

/** An inspection as JSON, in the shape that {@code docs/inspect.schema.json} describes. */
public final class InspectionJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private InspectionJson() {}

    /** The whole result. */
    public static ObjectNode of(Inspection inspection) {
        ObjectNode json = NODES.objectNode();
        json.put("size", inspection.size());
        json.put("media", inspection.geometry().media().name().toLowerCase(Locale.ROOT));
        Geometry g = inspection.geometry().geometry();
        json.putObject("geometry")
                .put("cylinders", g.cylinders())
                .put("heads", g.heads())
                .put("sectors", g.sectors())
                .set("evidence", texts(inspection.geometry().evidence()));
        inspection.partitions().scheme().ifPresent(s -> json.put("partitionScheme", s.title()));
        ArrayNode partitions = json.putArray("partitions");
        inspection.partitions().partitions().forEach(p -> partitions.add(partition(p)));
        json.set("partitionProblems", texts(inspection.partitions().problems()));
        json.set("bootCode", findings(inspection.bootCode()));
        ArrayNode volumes = json.putArray("volumes");
        inspection.volumes().forEach(v -> volumes.add(volume(v)));
        ArrayNode unreadable = json.putArray("unreadable");
        inspection.unreadable().forEach(r -> unreadable.add(range(NODES.objectNode(), r)));
        return json;
    }

    private static ObjectNode range(ObjectNode into, ByteRange range) {
        return into.put("offset", range.offset()).put("length", range.length());
    }

    private static ObjectNode partition(Partition p) {
        ObjectNode json =
                NODES.objectNode().put("id", p.id()).put("scheme", p.scheme().title());
        return range(json, p.range())
                .put("type", p.typeCode())
                .put("typeName", p.typeName())
                .put("name", p.name())
                .put("active", p.active())
                .put("container", p.container());
    }

    private static ObjectNode volume(VolumeReport v) {
        ObjectNode json = range(NODES.objectNode().put("partition", v.id()), v.range())
                .put("fileSystem", v.fileSystem())
                .put("readable", v.readable())
                .put("label", v.label());
        ObjectNode facts = json.putObject("facts");
        v.facts().forEach(facts::put);
        json.set("bootCode", findings(v.bootCode()));
        json.set("systems", findings(v.systems()));
        json.set("applications", findings(v.applications()));
        json.set("problems", texts(v.problems()));
        return json;
    }

    private static ArrayNode findings(List<Finding> findings) {
        ArrayNode array = NODES.arrayNode();
        for (Finding f : findings) {
            ObjectNode json = array.addObject()
                    .put("name", f.name())
                    .put("version", f.version())
                    .put("sure", f.sure().name().toLowerCase(Locale.ROOT));
            json.set("evidence", texts(f.evidence()));
        }
        return array;
    }

    private static ArrayNode texts(List<String> lines) {
        ArrayNode array = NODES.arrayNode();
        lines.forEach(array::add);
        return array;
    }
}
