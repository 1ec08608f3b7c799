using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Lets somebody call a function.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html"/></summary>
/// <param name="FunctionName">Name or ARN.</param>
/// <param name="Statement">Who may do what.</param>
internal sealed record AddPermission(string FunctionName, FunctionPermission Statement) : IAwsOperation<bool>
{
    /// <summary>Restricts the statement to calls by a URL with this authentication; null: no restriction.</summary>
    public string? FunctionUrlAuthType { get; init; }

    /// <summary>Restricts the statement to calls by a URL.</summary>
    public bool? InvokedViaFunctionUrl { get; init; }

    public AwsService Service => AwsService.Lambda;

    public string Operation => "AddPermission";

    public string Description => $"let {Statement.Principal} call function '{FunctionName}'";

    public string Permission => "lambda:AddPermission";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.About(FunctionName, "POST", "/policy", new JsonObject
    {
        ["StatementId"] = Statement.StatementId,
        ["Action"] = Statement.Action,
        ["Principal"] = Statement.Principal,
        ["SourceArn"] = Statement.SourceArn,
        ["SourceAccount"] = Statement.SourceAccount,
        ["FunctionUrlAuthType"] = FunctionUrlAuthType,
        ["InvokedViaFunctionUrl"] = InvokedViaFunctionUrl,
    });

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) => throw LambdaRefusals.Explain(failure, FunctionName, imageUri: null);

    /// <summary>Whether a statement says just this.</summary>
    public bool IsSaidBy(JsonObject statement) =>
        statement["Effect"]?.ToString() == "Allow"
        && statement["Action"]?.ToString() == Statement.Action
        && Principals(statement["Principal"]).SequenceEqual([Wanted(Statement.Principal)], StringComparer.Ordinal)
        && Conditions(statement["Condition"]).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(Wanted());

    private IEnumerable<string> Wanted()
    {
        if (Statement.SourceArn is { } arn) yield return $"AWS:SourceArn={arn}";
        if (Statement.SourceAccount is { } account) yield return $"AWS:SourceAccount={account}";
        if (FunctionUrlAuthType is { } auth) yield return $"lambda:FunctionUrlAuthType={auth}";
        if (InvokedViaFunctionUrl is true) yield return "lambda:InvokedViaFunctionUrl=true";
    }

    private static IEnumerable<string> Conditions(JsonNode? condition) =>
        (condition as JsonObject ?? []).SelectMany(test => (test.Value as JsonObject ?? []).Select(pair => $"{pair.Key}={pair.Value}"));

    private static IEnumerable<string> Principals(JsonNode? principal) => principal switch
    {
        JsonObject kinds => kinds.SelectMany(kind => kind.Value is JsonArray many ? many.Select(each => each!.ToString()) : [kind.Value!.ToString()]).Select(Wanted),
        JsonValue text => [text.ToString()],
        _ => [],
    };

    /// <summary>Lambda writes an account as the ARN of its root.</summary>
    private static string Wanted(string principal) =>
        principal.Contains(":iam::", StringComparison.Ordinal) && principal.EndsWith(":root", StringComparison.Ordinal) ? principal.Split(':')[4] : principal;
}
