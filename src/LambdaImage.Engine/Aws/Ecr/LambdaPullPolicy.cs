using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>The statement that lets Lambda of the same account read a repository.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#gettingstarted-images-permissions"/></summary>
internal static class LambdaPullPolicy
{
    /// <summary>Name of the statement: Lambda looks for it before it adds its own.</summary>
    public const string StatementId = "LambdaECRImageRetrievalPolicy";

    /// <summary>Adds the statement to a policy and leaves all others as they are.</summary>
    /// <param name="existing">The policy; null when there is none.</param>
    /// <returns>The new policy; null when the statement is there already or the policy cannot be read.</returns>
    public static string? AddTo(string? existing)
    {
        var policy = existing is null
            ? new JsonObject { ["Version"] = "2008-10-17", ["Statement"] = new JsonArray() }
            : Parse(existing);
        if (policy is null) return null;
        // A single statement may stand without its list.
        if (policy["Statement"] is JsonObject only)
        {
            policy["Statement"] = null;
            policy["Statement"] = new JsonArray(only);
        }

        if (policy["Statement"] is not JsonArray statements) policy["Statement"] = statements = [];
        if (statements.Any(statement => statement?["Sid"]?.ToString() == StatementId)) return null;
        statements.Add(new JsonObject
        {
            ["Sid"] = StatementId,
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = "lambda.amazonaws.com" },
            ["Action"] = new JsonArray("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
        });
        return policy.ToJsonString();
    }

    private static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
