using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Configuration;
using static LambdaImage.Engine.Configuration.ConfigurationShape;

namespace LambdaImage.Engine.Tests.Configuration;

/// <summary>Makes the JSON schema of lambda-image.yml from the reader's own keys. <see href="https://json-schema.org/draft/2020-12"/></summary>
internal static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text()
    {
        var root = Section(ConfigurationKeys.Root);
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", "lambda-image.yml");
        return root.ToJsonString(Json).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";
    }

    private static JsonObject Of(ConfigurationKey key) => key.Shape switch
    {
        ConfigurationShape.Section => Section(key, Types("object", "null")),
        Flag => Described(key, new() { ["type"] = "boolean" }),
        Port => Described(key, new() { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 65535 }),
        Choice => Described(key, new() { ["enum"] = new JsonArray([.. key.Choices.Select(choice => JsonValue.Create(choice))]) }),
        Words => Described(key, new() { ["type"] = Types("array", "string", "number", "null"), ["items"] = Single(key) }),
        Variables => Described(key, Map(Types("string", "number", "boolean"), "^[A-Za-z_][A-Za-z0-9_]*$")),
        Arguments => Described(key, Map(Types("string", "number", "boolean", "null"), "^[A-Za-z_][A-Za-z0-9_]*$")),
        Steps => Described(key, new() { ["type"] = Types("object", "null"), ["additionalProperties"] = new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, new JsonObject { ["const"] = false }) } }),
        Secrets => Described(key, new() { ["type"] = Types("array", "null"), ["items"] = Secret() }),
        Number => Described(key, new() { ["type"] = Types("integer", "string"), ["pattern"] = @"^-?[0-9]+$|\$\{" }),
        ConfigurationShape.Map => Described(key, Map(Types("string", "number", "boolean"), ".")),
        Named => Described(key, new()
        {
            ["type"] = Types("object", "null"),
            ["propertyNames"] = new JsonObject { ["pattern"] = key.Pattern!.ToString() },
            ["additionalProperties"] = key.ShortFor is null ? Section(key, Types("object", "null"))
                : new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "string" }, Section(key, Types("object", "null"))) },
        }),
        _ => Described(key, Single(key)),
    };

    private static JsonObject Section(ConfigurationKey key, JsonNode? type = null) => Described(key, new()
    {
        ["type"] = type ?? "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(key.Members.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)Of(member)))),
    });

    private static JsonObject Single(ConfigurationKey key)
    {
        var single = new JsonObject { ["type"] = Types("string", "number") };
        if (key.Pattern is { } pattern) single["pattern"] = pattern.ToString().Replace(@"\z", "$", StringComparison.Ordinal);
        else if (!key.MayBeEmpty) single["minLength"] = 1;
        return single;
    }

    private static JsonObject Secret() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "string" },
            new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = false,
                ["required"] = new JsonArray("id"),
                ["properties"] = new JsonObject(ConfigurationCheck.SecretKeys.Select(member => KeyValuePair.Create(member.Name, (JsonNode?)Single(member)))),
            }),
    };

    private static JsonObject Map(JsonNode type, string names) => new()
    {
        ["type"] = Types("object", "null"),
        ["propertyNames"] = new JsonObject { ["pattern"] = names },
        ["additionalProperties"] = new JsonObject { ["type"] = type },
    };

    private static JsonObject Described(ConfigurationKey key, JsonObject schema)
    {
        schema.Insert(0, "description", key.Description);
        return schema;
    }

    private static JsonArray Types(params string[] names) => new([.. names.Select(name => JsonValue.Create(name))]);
}
