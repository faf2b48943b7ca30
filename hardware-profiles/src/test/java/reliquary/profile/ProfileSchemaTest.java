package reliquary.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;

/** The published schema says of every document what the reader says. */
class ProfileSchemaTest {
    private static final Path PUBLISHED = Path.of("src/main/resources/reliquary/profile/profile.schema.json");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema SCHEMA = schema();

    /** Run with {@code -Dschema.write=true} after a change of the grammar. */
    @Test
    void the_published_schema_is_the_grammar() throws IOException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        String written = json.writeValueAsString(ProfileSchema.of(ProfileShape.DOCUMENT)) + "\n";
        if (Boolean.getBoolean("schema.write")) {
            Files.writeString(PUBLISHED, written);
        }
        assertThat(Files.readString(PUBLISHED)).isEqualTo(written);
    }

    @Test
    void the_published_schema_is_valid_by_the_meta_schema_of_its_draft() throws IOException {
        Schema meta = REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
        assertThat(meta.validate(Files.readString(PUBLISHED), InputFormat.JSON)).isEmpty();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void schema_and_reader_agree_on_generated_documents(@ForAll("documents") String document) throws IOException {
        boolean schemaAccepts = SCHEMA.validate(YAML.readTree(document)).isEmpty();
        boolean readerAccepts = ShapeCheck.problems(YamlReader.read("generated.yaml", document), ProfileShape.DOCUMENT)
                .isEmpty();
        Statistics.label("accepted").collect(readerAccepts).coverage(c -> {
            c.check(true).percentage(p -> p > 15);
            c.check(false).percentage(p -> p > 15);
        });
        assertThat(readerAccepts).as(document).isEqualTo(schemaAccepts);
    }

    @Provide
    Arbitrary<String> documents() {
        return Arbitraries.oneOf(
                GeneratedDocuments.of(ProfileShape.DOCUMENT, 0), GeneratedDocuments.of(ProfileShape.DOCUMENT, 25));
    }

    private static Schema schema() {
        try {
            JsonNode published = new ObjectMapper().readTree(Files.readString(PUBLISHED));
            return REGISTRY.getSchema(published);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
