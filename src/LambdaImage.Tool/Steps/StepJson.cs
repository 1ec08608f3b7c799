using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LambdaImage.Tool.Steps;

/// <summary>The JSON that verbs pass to each other: the record's properties, and <c>kind</c>, which names the record.</summary>
internal static class StepJson
{
    private const string Kind = "kind";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = StepDocuments.Default,
    };

    private static readonly Dictionary<string, Type> Records = new(StringComparer.Ordinal)
    {
        [nameof(LambdaProject)] = typeof(LambdaProject),
        [nameof(LambdaDockerfile)] = typeof(LambdaDockerfile),
        [nameof(BuiltLambdaImage)] = typeof(BuiltLambdaImage),
        [nameof(PublishedLambdaImage)] = typeof(PublishedLambdaImage),
        [nameof(ExportedLambdaImage)] = typeof(ExportedLambdaImage),
        [nameof(LambdaFunctionDeployment)] = typeof(LambdaFunctionDeployment),
        [nameof(LambdaFunctionImage)] = typeof(LambdaFunctionImage),
        [nameof(ImportedConfiguration)] = typeof(ImportedConfiguration),
        [nameof(LambdaFunctionComparison)] = typeof(LambdaFunctionComparison),
    };

    /// <summary>One record, or a list of them.</summary>
    public static string Write(object record) => record is System.Collections.IEnumerable many
        ? new JsonArray([.. many.Cast<object>().SelectMany(Entries).Select(Node)]).ToJsonString(Options)
        : Node(record).ToJsonString(Options);

    /// <summary>What an entry of a list is written as: of outcomes, only what came of them.</summary>
    private static IEnumerable<object> Entries(object entry) => entry switch
    {
        FunctionOutcome outcome => outcome.Deployment is { } deployment ? [deployment] : [],
        FunctionImagesOutcome outcome => outcome.Images,
        _ => [entry],
    };

    private static JsonObject Node(object record)
    {
        var json = new JsonObject { [Kind] = record.GetType().Name };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(record, Options.GetTypeInfo(record.GetType()))!.AsObject()) json[name] = value?.DeepClone();
        return json;
    }

    /// <exception cref="LambdaImageException">The text is not the output of a verb.</exception>
    public static object Read(string text)
    {
        try
        {
            if (JsonNode.Parse(text) is JsonObject json && json[Kind]?.GetValue<string>() is { } kind && Records.TryGetValue(kind, out var type))
                return json.Deserialize(Options.GetTypeInfo(type)) ?? throw NotAStep(text, null);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw NotAStep(text, error);
        }

        throw NotAStep(text, null);
    }

    private static LambdaImageException NotAStep(string text, Exception? inner) => new(
        ErrorKind.RequestInvalid,
        text.Length == 0 ? "Nothing came in from the step before." : "What came in on standard input is not the JSON of a lambda-image step.",
        "Pipe a verb with --json into this one, or name a folder: lambda-image build ./app",
        inner: inner);
}
