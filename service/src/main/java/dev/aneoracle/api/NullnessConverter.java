package dev.aneoracle.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries JSpecify's nullness of record components into schemas: what is not {@code @Nullable} is
 * required, what is may be null. A component that is left out rather than null is only not
 * required.
 */
final class NullnessConverter implements ModelConverter {

  private static final String NULL = "null";

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    Schema<?> resolved = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    Class<?> raw = rawClass(type.getType());
    if (resolved != null && raw.isRecord() && raw.getPackage() == getClass().getPackage()) {
      String ref = resolved.get$ref();
      Schema<?> model =
          ref == null
              ? resolved
              : context.getDefinedModels().get(ref.substring(ref.lastIndexOf('/') + 1));
      if (model != null && model.getProperties() != null) {
        describe(model, raw);
      }
    }
    return resolved;
  }

  private static Class<?> rawClass(Type type) {
    return Json31.mapper().constructType(type).getRawClass();
  }

  private static void describe(Schema<?> model, Class<?> type) {
    Set<String> required = new LinkedHashSet<>();
    if (model.getRequired() != null) {
      required.addAll(model.getRequired());
    }
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(name);
      } else if (!required.contains(name) && !leftOut(component)) {
        replace(model, name);
      }
    }
    model.setRequired(new ArrayList<>(required));
  }

  private static boolean leftOut(RecordComponent component) {
    return component.getAccessor().isAnnotationPresent(JsonInclude.class)
        || component.getDeclaringRecord().isAnnotationPresent(JsonInclude.class);
  }

  private static void replace(Schema<?> model, String name) {
    Schema<?> property = model.getProperties().get(name);
    if (property != null) {
      model.addProperty(name, nullable(property));
    }
  }

  private static Schema<?> nullable(Schema<?> property) {
    if (property.get$ref() != null) {
      Schema<?> either = new Schema<>(SpecVersion.V31);
      either.setDescription(property.getDescription());
      Schema<?> nothing = new Schema<>(SpecVersion.V31);
      nothing.addType(NULL);
      Schema<?> reference = new Schema<>(SpecVersion.V31);
      reference.set$ref(property.get$ref());
      either.setAnyOf(List.of(reference, nothing));
      return either;
    }
    Set<String> types = property.getTypes();
    if (types != null && !types.contains(NULL)) {
      property.addType(NULL);
      allowNull(property);
    }
    return property;
  }

  private static <T> void allowNull(Schema<T> property) {
    List<T> values = property.getEnum();
    if (values != null) {
      List<@Nullable T> withNull = new ArrayList<>(values);
      withNull.add(null);
      property.setEnum(withNull);
    }
  }
}
