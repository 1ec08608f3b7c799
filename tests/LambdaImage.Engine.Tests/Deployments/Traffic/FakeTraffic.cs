using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments.Traffic;

/// <summary>Aliases, invocations, alarms and metrics of one function inside <see cref="FakeAws"/>, as strict as
/// Lambda.</summary>
internal sealed class FakeTraffic
{
    private readonly FakeFunction _function;
    private int _revision;

    public FakeTraffic(FakeAws aws, FakeFunction function)
    {
        _function = function;
        aws.On("GetAlias", call => Aliases.TryGetValue(NameIn(call), out var alias) ? FakeAwsReply.Json(alias) : Missing)
            .On("ListAliases", _ => FakeAwsReply.Json(new { Aliases = Aliases.Values }))
            .On("CreateAlias", Create)
            .On("UpdateAlias", Update)
            .On("Invoke", call => Invocation(HttpUtility.ParseQueryString(call.Uri.Query)["Qualifier"]!, call.Body))
            .On("DescribeAlarms", _ => FakeAwsReply.Json(new { MetricAlarms = Alarms.Select(alarm => new { AlarmName = alarm.Key, StateValue = alarm.Value(), StateReason = "5 of 5 were too slow" }), CompositeAlarms = Array.Empty<object>() }))
            .On("GetMetricData", _ => Metrics())
            .On("DescribeImages", call => HasImages
                ? FakeAwsReply.Json(new { imageDetails = new[] { new { imageDigest = call.Json.GetProperty("imageIds")[0].GetProperty("imageDigest").GetString(), imageTags = new[] { "v1" } } } })
                : FakeAwsReply.Error(400, "ImageNotFoundException", "The image does not exist"));
    }

    public Dictionary<string, JsonObject> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>Where the alias sent traffic after each write, in order.</summary>
    public List<string> Routings { get; } = [];

    public Dictionary<string, Func<string>> Alarms { get; } = new(StringComparer.Ordinal);

    public bool HasImages { get; set; } = true;

    public Func<FakeAwsReply> Metrics { get; set; } = () => Counted(10, 0);

    public Func<string, string, FakeAwsReply> Invocation { get; set; } = (_, _) => Answer("{}");

    /// <summary>How many writes of an alias are made without their answer arriving.</summary>
    public int LostAnswers { get; set; }

    /// <summary>Called before each write of an alias.</summary>
    public Action? BeforeWrite { get; set; }

    private static FakeAwsReply Missing => FakeAwsReply.LambdaError(404, "ResourceNotFoundException", "Cannot find alias arn");

    public static FakeAwsReply Answer(string payload, string? error = null, string log = "") => FakeAwsReply.Text(payload) with
    {
        ContentType = "application/json",
        Headers = new Dictionary<string, string>(error is null ? [] : [new("X-Amz-Function-Error", error)])
        {
            ["X-Amz-Log-Result"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(log)),
            ["X-Amz-Executed-Version"] = "2",
        },
    };

    public static FakeAwsReply Counted(double invocations, double errors) => FakeAwsReply.Json(new
    {
        MetricDataResults = new[] { new { Id = "invocations", Values = new[] { invocations } }, new { Id = "errors", Values = new[] { errors } } },
    });

    public FakeTraffic Point(string version, string name = "live", string description = "", string? other = null, double weight = 0)
    {
        Aliases[name] = new JsonObject
        {
            ["AliasArn"] = $"arn:aws:lambda:eu-west-1:123456789012:function:{_function.Name}:{name}",
            ["Name"] = name,
            ["FunctionVersion"] = version,
            ["Description"] = description,
            ["RevisionId"] = $"alias-{++_revision}",
        };
        if (other is not null) Aliases[name]["RoutingConfig"] = new JsonObject { ["AdditionalVersionWeights"] = new JsonObject { [other] = weight } };
        return this;
    }

    private FakeAwsReply Create(FakeAwsCall call)
    {
        var name = call.Json.GetProperty("Name").GetString()!;
        if (Aliases.ContainsKey(name)) return FakeAwsReply.LambdaError(409, "ResourceConflictException", "Alias already exists");
        Point(call.Json.GetProperty("FunctionVersion").GetString()!, name);
        Note(name);
        return Written(name);
    }

    private FakeAwsReply Update(FakeAwsCall call)
    {
        BeforeWrite?.Invoke();
        var name = NameIn(call);
        var alias = Aliases[name];
        if (call.Json.GetProperty("RevisionId").GetString() != alias["RevisionId"]!.ToString())
            return FakeAwsReply.LambdaError(412, "PreconditionFailedException", "The Revision Id provided does not match the latest Revision Id.");
        var version = call.Json.GetProperty("FunctionVersion").GetString()!;
        var weights = call.Json.GetProperty("RoutingConfig").GetProperty("AdditionalVersionWeights").EnumerateObject().ToArray();
        if (weights.Length > 1 || weights.Any(weight => weight.Name == version))
            return FakeAwsReply.LambdaError(400, "InvalidParameterValueException", "Invalid routing configuration");
        if (weights.Select(weight => weight.Name).Append(version).Except(_function.Versions.Select(each => $"{each["Version"]}")).Any()) return Missing;
        var description = call.Json.TryGetProperty("Description", out var given) ? given.GetString()! : alias["Description"]!.ToString();
        Point(version, name, description, weights.Length == 0 ? null : weights[0].Name, weights.Length == 0 ? 0 : weights[0].Value.GetDouble());
        Note(name);
        return Written(name);
    }

    private FakeAwsReply Written(string name) => LostAnswers-- > 0 ? FakeAwsReply.LambdaError(503, "ServiceException", "lost") : FakeAwsReply.Json(Aliases[name]);

    private void Note(string name)
    {
        var weights = Aliases[name]["RoutingConfig"]?["AdditionalVersionWeights"]!.AsObject();
        Routings.Add(Aliases[name]["FunctionVersion"]!.ToString() + string.Concat((weights ?? []).Select(weight => $" {weight.Key}:{weight.Value!.ToJsonString()}")));
    }

    private static string NameIn(FakeAwsCall call) => call.Uri.AbsolutePath.Split('/')[^1];
}
