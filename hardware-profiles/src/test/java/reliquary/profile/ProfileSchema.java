package reliquary.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import reliquary.profile.Shape.Choice;
import reliquary.profile.Shape.Decimal;
import reliquary.profile.Shape.Either;
import reliquary.profile.Shape.Fields;
import reliquary.profile.Shape.Items;
import reliquary.profile.Shape.Keyed;
import reliquary.profile.Shape.Port;
import reliquary.profile.Shape.Text;
import reliquary.profile.Shape.Whole;

/** Writes the grammar as JSON Schema, draft 2020-12. */
final class ProfileSchema {
    private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();

    private ProfileSchema() {}

    static ObjectNode of(Fields document) {
        ProfileSchema schema = new ProfileSchema();
        ObjectNode root = object();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("$id", "urn:reliquary:machine-profile:1");
        root.put("title", "Reliquary machine profile");
        root.setAll(schema.node(document));
        root.set("$defs", schema.definitions);
        return root;
    }

    private ObjectNode node(Shape shape) {
        if (shape instanceof Fields fields) {
            return fields(fields);
        }
        if (shape instanceof Keyed keyed) {
            definitions.set("machine", node(keyed.value()));
            ObjectNode node = object().put("type", "object").put("maxProperties", keyed.most());
            node.set("propertyNames", object().put("pattern", keyed.key().pattern()));
            node.set("additionalProperties", object().put("$ref", "#/$defs/machine"));
            return node;
        }
        if (shape instanceof Items items) {
            ObjectNode node = object().put("type", "array").put("maxItems", items.most());
            node.set("items", node(items.item()));
            return node;
        }
        if (shape instanceof Either either) {
            ArrayNode anyOf = JsonNodeFactory.instance.arrayNode();
            either.shapes().forEach(one -> anyOf.add(node(one)));
            return object().set("anyOf", anyOf);
        }
        return scalar(shape);
    }

    private ObjectNode fields(Fields fields) {
        ObjectNode properties = object();
        fields.fields().forEach((key, field) -> {
            ObjectNode property = object().put("description", field.meaning());
            property.setAll(node(field.shape()));
            properties.set(key, property);
        });
        ObjectNode node = object().put("type", "object");
        if (!fields.required().isEmpty()) {
            ArrayNode required = node.putArray("required");
            fields.required().forEach(required::add);
        }
        node.set("properties", properties);
        return node.put("additionalProperties", false);
    }

    private static ObjectNode scalar(Shape shape) {
        if (shape instanceof Text text) {
            return object().put("type", "string").put("pattern", text.pattern());
        }
        if (shape instanceof Choice choice) {
            ObjectNode node = object();
            ArrayNode words = node.putArray("enum");
            for (String word : choice.words()) {
                words.add(word);
                // Without quotes YAML takes it for a number.
                if (word.matches("[0-9]+")) {
                    words.add(Integer.parseInt(word));
                }
            }
            return node;
        }
        if (shape instanceof Whole whole) {
            return object().put("type", "integer").put("minimum", whole.least()).put("maximum", whole.most());
        }
        if (shape instanceof Decimal decimal) {
            return object().put("type", "number")
                    .put("minimum", decimal.least())
                    .put("maximum", decimal.most());
        }
        return port();
    }

    private static ObjectNode port() {
        ArrayNode anyOf = JsonNodeFactory.instance.arrayNode();
        anyOf.add(object().put("type", "integer").put("minimum", 0).put("maximum", Port.MOST));
        anyOf.add(object().put("type", "string").put("pattern", "^" + Port.SUFFIXED.pattern() + "$"));
        return object().set("anyOf", anyOf);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
