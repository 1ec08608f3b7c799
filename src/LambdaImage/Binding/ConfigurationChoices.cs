using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using static LambdaImage.Binding.Arguments;

namespace LambdaImage.Binding;

/// <summary>Makes settings of the parameters that stand for keys of lambda-image.yml. The engine knows what they may
/// hold.</summary>
internal static class ConfigurationChoices
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What was given, with the parameters of their own after -Setting, so that they win.</summary>
    public static IReadOnlyList<ConfigurationSetting> Settings(this IProjectParameters choices) =>
    [
        .. (choices.Setting ?? []).Cast<DictionaryEntry>()
            .Select(entry => (Key: Text(entry.Key), entry.Value))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => Of(entry.Key, entry.Value, $"-Setting {entry.Key}")),
        .. new (string Key, object? Value, string Source)[]
        {
            ("base.image", Given(choices.BaseImage), "-BaseImage"),
            ("packages.all", choices.Package, "-Package"),
            ("packages.build", choices.BuildPackage, "-BuildPackage"),
            ("packages.deployment", choices.DeploymentPackage, "-DeploymentPackage"),
            ("packages.auto", choices.NoAutoPackage.IsPresent ? false : null, "-NoAutoPackage"),
            ("environment", choices.ImageEnvironment, "-ImageEnvironment"),
            ("command", choices.ImageCommand, "-ImageCommand"),
            ("user", Given(choices.User), "-User"),
            ("webAdapter", choices.WebAdapter, "-WebAdapter"),
            ("hooks", choices.Hook, "-Hook"),
            ("copyBeforeInstall", choices.CopyBeforeInstall, "-CopyBeforeInstall"),
            ("secrets", choices.BuildSecret, "-BuildSecret"),
            ("ssh", choices.Ssh.IsPresent ? true : null, "-Ssh"),
            ("base.pin", choices.PinBase.IsPresent ? true : null, "-PinBase"),
            ("dependencyInstall", choices.DependencyInstall, "-DependencyInstall"),
        }
        .Where(choice => choice.Value is not null).Select(choice => Of(choice.Key, choice.Value, choice.Source)),
    ];

    private static ConfigurationSetting Of(string key, object? value, string source) =>
        new(key, Node(value)?.ToJsonString(Json) ?? "null", source);

    private static JsonNode? Node(object? value) => Plain(value) switch
    {
        null => null,
        bool flag => JsonValue.Create(flag),
        SwitchParameter given => JsonValue.Create(given.IsPresent),
        string text => JsonValue.Create(text),
        IDictionary table => new JsonObject(table.Cast<DictionaryEntry>()
            .Select(entry => KeyValuePair.Create(Text(entry.Key), Node(entry.Value)))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)),
        PSObject record => new JsonObject(record.Properties.Select(property => KeyValuePair.Create(property.Name, Node(property.Value)))),
        IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(Node)]),
        var other => JsonValue.Create(Text(other)),
    };

    private static string Text(object? value) => Convert.ToString(Plain(value), CultureInfo.InvariantCulture) ?? "";
}
