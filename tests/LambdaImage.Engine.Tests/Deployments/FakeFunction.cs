using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

/// <summary>One function inside <see cref="FakeAws"/>: keeps its settings, is busy after each change, guards its
/// revision, and can fail as planned.</summary>
internal sealed class FakeFunction
{
    private readonly FakeAws _aws;
    private readonly Queue<Action> _afterRead = new();
    private readonly Queue<FakeAwsReply> _outdated = new();
    private int _revision;

    public FakeFunction(FakeAws aws, string name = "shop")
    {
        _aws = aws;
        Name = name;
        aws.On("GetFunction", Get)
            .On("CreateFunction", Create)
            .On("UpdateFunctionCode", call => Change(call, UpdateCode))
            .On("UpdateFunctionConfiguration", call => Change(call, UpdateConfiguration))
            .On("PublishVersion", call => Change(call, Publish))
            .On("TagResource", Tag)
            .On("ListVersionsByFunction", _ => FakeAwsReply.Json(new { Versions }));
    }

    public string Name { get; }

    /// <summary>The function's configuration; null: it does not exist.</summary>
    public JsonObject? Configuration { get; set; }

    public string? ResolvedImageUri { get; set; }

    public JsonObject? Tags { get; set; }

    /// <summary>Executions that are reserved for the function.</summary>
    public int? Concurrency { get; set; }

    public List<JsonNode> Versions { get; } = [];

    /// <summary>How often a reader sees the function busy after each change.</summary>
    public int BusyReads { get; set; } = 1;

    /// <summary>How often a reader is told that what was created is not there.</summary>
    public int InvisibleReads { get; set; }

    /// <summary>How often a reader sees the function as it was before each change.</summary>
    public int OutdatedReads { get; set; }

    /// <summary>Reason code with which the next update ends.</summary>
    public string? NextFailure { get; set; }

    /// <summary>How many changes are made without their answer arriving.</summary>
    public int LostAnswers { get; set; }

    /// <summary>Which operation <see cref="NextFailure"/> is for.</summary>
    public string FailingOperation { get; set; } = "UpdateFunctionCode";

    /// <summary>What somebody else does once the next update has settled, before anybody reads again.</summary>
    public Action? WhenSettled { get; set; }

    public IEnumerable<string> Writes => _aws.Operations.Where(name =>
        name is not ("DescribeImages" or "BatchGetImage" or "ListVersionsByFunction") && !name.StartsWith("Get", StringComparison.Ordinal));

    public FakeFunction Exists(string digest, string repository = FunctionBench.Repository)
    {
        Configuration = new JsonObject
        {
            ["FunctionName"] = Name,
            ["FunctionArn"] = $"arn:aws:lambda:eu-west-1:123456789012:function:{Name}",
            ["PackageType"] = "Image",
            ["Role"] = "arn:aws:iam::123456789012:role/shop",
            ["MemorySize"] = 128,
            ["Timeout"] = 3,
            ["Description"] = "",
            ["EphemeralStorage"] = new JsonObject { ["Size"] = 512 },
            ["Architectures"] = new JsonArray("x86_64"),
            ["State"] = "Active",
            ["LastUpdateStatus"] = "Successful",
            ["Version"] = "$LATEST",
            ["SnapStart"] = new JsonObject { ["ApplyOn"] = "None" },
        };
        SetCode($"{repository}@{digest}");
        Touch();
        return this;
    }

    public FakeFunction With(string name, JsonNode? value)
    {
        Configuration![name] = value;
        Modify();
        return this;
    }

    /// <summary>Makes the function look busy for that many reads.</summary>
    public void Busy(int reads)
    {
        Configuration!["LastUpdateStatus"] = "InProgress";
        for (var i = 0; i < reads; i++) _afterRead.Enqueue(() => { });
        _afterRead.Enqueue(() => Settle("Successful", null));
    }

    /// <summary>Somebody else changes the function.</summary>
    public void Touch() => Configuration!["RevisionId"] = $"revision-{++_revision}";

    private void Modify() => Configuration!["LastModified"] = $"2026-11-28T18:00:00.{++_revision:000}+0000";

    private FakeAwsReply Get(FakeAwsCall call)
    {
        var isNew = Writes.LastOrDefault() == (call.Uri.Query.Length == 0 ? "CreateFunction" : "PublishVersion");
        if (isNew && InvisibleReads-- > 0) return FakeAwsReply.LambdaError(404, "ResourceNotFoundException", $"Function not found: {Name}");
        if (_outdated.TryDequeue(out var before)) return before;
        if (_afterRead.TryDequeue(out var next)) next();
        if (Configuration is null) return FakeAwsReply.LambdaError(404, "ResourceNotFoundException", $"Function not found: {Name}");
        var shown = Configuration;
        if (System.Web.HttpUtility.ParseQueryString(call.Uri.Query)["Qualifier"] is { } qualifier)
        {
            if (Versions.FirstOrDefault(version => $"{version["Version"]}" == qualifier) is not JsonObject found)
                return FakeAwsReply.LambdaError(404, "ResourceNotFoundException", $"Function not found: {Name}:{qualifier}");
            shown = found;
        }

        return Show(shown);
    }

    private FakeAwsReply Show(JsonObject shown)
    {
        var uri = shown == Configuration ? ResolvedImageUri : $"{FunctionBench.Repository}@sha256:{shown["CodeSha256"]}";
        return FakeAwsReply.Json(new
        {
            Configuration = shown,
            Code = new { RepositoryType = "ECR", ImageUri = uri, ResolvedImageUri = uri },
            Tags,
            Concurrency = Concurrency is { } count ? new { ReservedConcurrentExecutions = count } : null,
        });
    }

    private FakeAwsReply Create(FakeAwsCall call)
    {
        var body = call.Json;
        Exists("sha256:" + new string('0', 64));
        SetCode(body.GetProperty("Code").GetProperty("ImageUri").GetString()!);
        Configuration!["State"] = "Pending";
        for (var i = 1; i < BusyReads; i++) _afterRead.Enqueue(() => { });
        var failure = NextFailure;
        _afterRead.Enqueue(() =>
        {
            Configuration["State"] = failure is null ? "Active" : "Failed";
            Configuration["StateReasonCode"] = failure;
            Configuration["StateReason"] = failure is null ? null : "because";
        });
        return FakeAwsReply.Json(Configuration);
    }

    private FakeAwsReply Change(FakeAwsCall call, Action<JsonElement> change)
    {
        if (Configuration is null) return FakeAwsReply.LambdaError(404, "ResourceNotFoundException", "gone");
        if (Configuration["LastUpdateStatus"]!.ToString() == "InProgress" || Configuration["State"]!.ToString() == "Pending")
        {
            return FakeAwsReply.LambdaError(409, "ResourceConflictException", "An update is in progress for resource.");
        }

        if (call.Json.TryGetProperty("RevisionId", out var revision) && revision.GetString() != Configuration["RevisionId"]!.ToString())
        {
            return FakeAwsReply.LambdaError(412, "PreconditionFailedException", "The Revision Id provided does not match");
        }

        if (call.Json.TryGetProperty("DryRun", out var dry) && dry.GetBoolean()) return FakeAwsReply.Json(Configuration);
        if (call.Operation != "PublishVersion") for (var i = 0; i < OutdatedReads; i++) _outdated.Enqueue(Show(Configuration));
        change(call.Json);
        if (call.Operation != "PublishVersion") Modify();
        if (call.Operation == "PublishVersion") return FakeAwsReply.Json(Versions[^1]);
        var failure = FailingOperation == call.Operation ? NextFailure : null;
        if (failure is not null) NextFailure = null;
        Configuration["LastUpdateStatus"] = "InProgress";
        for (var i = 0; i < BusyReads; i++) _afterRead.Enqueue(() => { });
        _afterRead.Enqueue(() => Settle(failure is null ? "Successful" : "Failed", failure));
        Touch();
        return LostAnswers-- > 0 ? FakeAwsReply.LambdaError(503, "ServiceException", "lost") : FakeAwsReply.Json(Configuration);
    }

    private void Settle(string status, string? code)
    {
        Configuration!["LastUpdateStatus"] = status;
        Configuration["LastUpdateStatusReasonCode"] = code;
        Configuration["LastUpdateStatusReason"] = code is null ? null : "because";
        // The real revision changes again when an update settles.
        Touch();
        var then = WhenSettled;
        WhenSettled = null;
        then?.Invoke();
    }

    private FakeAwsReply Tag(FakeAwsCall call)
    {
        foreach (var tag in call.Json.GetProperty(nameof(Tags)).EnumerateObject()) (Tags ??= [])[tag.Name] = tag.Value.GetString();
        return FakeAwsReply.Json(new { });
    }

    private void UpdateCode(JsonElement body)
    {
        SetCode(body.GetProperty("ImageUri").GetString()!);
        if (body.TryGetProperty("Architectures", out var architectures)) Configuration!["Architectures"] = Node(architectures);
    }

    private void UpdateConfiguration(JsonElement body)
    {
        foreach (var member in body.EnumerateObject())
        {
            if (member.Name == "RevisionId") continue;
            if (member.Name == "ImageConfig") Configuration!["ImageConfigResponse"] = new JsonObject { ["ImageConfig"] = Node(member.Value) };
            else Configuration![member.Name] = Node(member.Value);
        }
    }

    private void Publish(JsonElement body)
    {
        var version = (JsonObject)Configuration!.DeepClone();
        version["Version"] = $"{Versions.Count + 1}";
        version["LastModified"] = "2026-11-28T19:00:00.000+0000";
        if (body.TryGetProperty("Description", out var description)) version["Description"] = description.GetString();
        Versions.Add(version);
    }

    private void SetCode(string uri)
    {
        ResolvedImageUri = uri;
        Configuration!["CodeSha256"] = uri.Split("@sha256:")[^1];
    }

    private static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());
}
