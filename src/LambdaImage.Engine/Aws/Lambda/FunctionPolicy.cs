using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>The resource policy of a function.</summary>
/// <param name="Policy">The policy document.</param>
/// <param name="RevisionId">Changes with each change.</param>
internal sealed record FunctionPolicy(string Policy, string? RevisionId)
{
    /// <summary>The statement of that name; null: there is none.</summary>
    public JsonObject? Statement(string id) => JsonNode.Parse(Policy)?["Statement"] switch
    {
        JsonArray many => many.OfType<JsonObject>().FirstOrDefault(each => each["Sid"]?.ToString() == id),
        JsonObject one when one["Sid"]?.ToString() == id => one,
        _ => null,
    };
}
