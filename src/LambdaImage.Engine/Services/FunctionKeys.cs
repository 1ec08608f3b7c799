using System.Globalization;
using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Services;

/// <summary>Between the keys of a function and its settings: the one place to change when a setting is added.</summary>
internal static class FunctionKeys
{
    public static FunctionSettings Settings(ConfigurationValues values) => new()
    {
        Role = values.Text("role"),
        CreateRole = values.Flag("createRole") == true,
        MemorySize = values.Number("memory"),
        Timeout = values.Number("timeout"),
        EphemeralStorage = values.Number("ephemeralStorage"),
        Environment = Pairs(values, "environment"),
        EnvironmentMode = values.Choice<EnvironmentMode>("environmentMode") ?? EnvironmentMode.Replace,
        Command = Words(values, "command"),
        EntryPoint = Words(values, "entryPoint"),
        WorkingDirectory = values.Text("workingDirectory"),
        Description = values.Text("description"),
        SubnetIds = Words(values, "subnets"),
        SecurityGroupIds = Words(values, "securityGroups"),
        Tracing = values.Choice<TracingMode>("tracing"),
        DeadLetterArn = values.Text("deadLetter"),
        KmsKeyArn = values.Text("kmsKey"),
        FileSystems = Pairs(values, "fileSystems") is { } mounts ? [.. mounts.Select(mount => new FunctionFileSystem(mount.Value, mount.Key))] : null,
        LogFormat = values.Choice<FunctionLogFormat>("logFormat"),
        ApplicationLogLevel = values.Choice<FunctionLogLevel>("applicationLogLevel"),
        SystemLogLevel = values.Choice<FunctionLogLevel>("systemLogLevel"),
        LogGroup = values.Text("logGroup"),
        SnapStart = values.Choice<SnapStartMode>("snapStart"),
        ReservedConcurrency = values.Number("reservedConcurrency"),
        Tags = Pairs(values, "tags"),
        Url = Url(values),
        Permissions = (values.Node("permissions") as ConfigurationMap)?.Members.Select(Permission).ToArray(),
    };

    /// <summary>How callers come to a new version, and what comes before.</summary>
    public static TrafficOptions Traffic(ConfigurationValues values) => new()
    {
        Alias = values.Text("traffic.alias"),
        Canary = [.. values.Words("traffic.canary").Select(share => double.Parse(share, CultureInfo.InvariantCulture))],
        BakeTime = values.Duration("traffic.bakeTime"),
        Alarms = values.Words("traffic.alarms"),
        MaxErrorPercent = values.Percentage("traffic.maxErrorPercent"),
        SmokePayload = values.Text("traffic.smokePayload"),
        SmokeExpect = values.Text("traffic.smokeExpect"),
        ReleaseCommand = Words(values, "release.command"),
        ReleaseEngine = values.Choice<BuildEngine>("release.engine") ?? BuildEngine.Auto,
        ReleaseCredentials = values.Flag("release.credentials") == true,
        ReleasePayload = values.Text("release.payload"),
    };

    /// <summary>Wishes about traffic with others on top, each by itself.</summary>
    public static TrafficOptions With(this TrafficOptions own, TrafficOptions over) => new()
    {
        Alias = over.Alias ?? own.Alias,
        Canary = over.Canary.Count > 0 ? over.Canary : own.Canary,
        BakeTime = over.BakeTime ?? own.BakeTime,
        Alarms = over.Alarms.Count > 0 ? over.Alarms : own.Alarms,
        MaxErrorPercent = over.MaxErrorPercent ?? own.MaxErrorPercent,
        SmokePayload = over.SmokePayload ?? own.SmokePayload,
        SmokeExpect = over.SmokeExpect ?? own.SmokeExpect,
        ReleaseCommand = over.ReleaseCommand ?? own.ReleaseCommand,
        ReleaseEngine = over.ReleaseEngine == BuildEngine.Auto ? own.ReleaseEngine : over.ReleaseEngine,
        ReleaseCredentials = over.ReleaseCredentials || own.ReleaseCredentials,
        ReleasePayload = over.ReleasePayload ?? own.ReleasePayload,
    };

    /// <summary>Settings with others on top: what is given there goes before what is here.</summary>
    public static FunctionSettings With(this FunctionSettings own, FunctionSettings over) => own with
    {
        Role = over.Role ?? own.Role,
        CreateRole = over.CreateRole || own.CreateRole,
        MemorySize = over.MemorySize ?? own.MemorySize,
        Timeout = over.Timeout ?? own.Timeout,
        EphemeralStorage = over.EphemeralStorage ?? own.EphemeralStorage,
        Environment = over.Environment is null ? own.Environment
            : over.EnvironmentMode == EnvironmentMode.Merge && own.Environment is not null ? Merged(own.Environment, over.Environment) : over.Environment,
        EnvironmentMode = over.Environment is null || own.Environment is not null && over.EnvironmentMode == EnvironmentMode.Merge ? own.EnvironmentMode : over.EnvironmentMode,
        RemovedEnvironment = over.RemovedEnvironment ?? own.RemovedEnvironment,
        Command = over.Command ?? own.Command,
        EntryPoint = over.EntryPoint ?? own.EntryPoint,
        WorkingDirectory = over.WorkingDirectory ?? own.WorkingDirectory,
        Description = over.Description ?? own.Description,
        SubnetIds = over.SubnetIds ?? own.SubnetIds,
        SecurityGroupIds = over.SecurityGroupIds ?? own.SecurityGroupIds,
        Tracing = over.Tracing ?? own.Tracing,
        DeadLetterArn = over.DeadLetterArn ?? own.DeadLetterArn,
        KmsKeyArn = over.KmsKeyArn ?? own.KmsKeyArn,
        FileSystems = over.FileSystems ?? own.FileSystems,
        LogFormat = over.LogFormat ?? own.LogFormat,
        ApplicationLogLevel = over.ApplicationLogLevel ?? own.ApplicationLogLevel,
        SystemLogLevel = over.SystemLogLevel ?? own.SystemLogLevel,
        LogGroup = over.LogGroup ?? own.LogGroup,
        SnapStart = over.SnapStart ?? own.SnapStart,
        ReservedConcurrency = over.ReservedConcurrency ?? own.ReservedConcurrency,
        Tags = over.Tags is null ? own.Tags : own.Tags is null ? over.Tags : Merged(own.Tags, over.Tags),
        Url = over.Url ?? own.Url,
        Permissions = over.Permissions ?? own.Permissions,
    };

    /// <summary>Names with texts; null when the key is not given.</summary>
    public static IReadOnlyDictionary<string, string>? Pairs(ConfigurationValues values, string key) => values.Place(key) is null ? null
        : values.Pairs(key).ToDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal);

    private static IReadOnlyList<string>? Words(ConfigurationValues values, string key) => values.Place(key) is null ? null : values.Words(key);

    private static FunctionUrlOptions? Url(ConfigurationValues values)
    {
        if (values.Choice<FunctionUrlAuth>("url.auth") is not { } auth) return null;
        var cors = new FunctionUrlCors
        {
            AllowOrigins = Words(values, "url.allowOrigins"),
            AllowMethods = Words(values, "url.allowMethods"),
            AllowHeaders = Words(values, "url.allowHeaders"),
            ExposeHeaders = Words(values, "url.exposeHeaders"),
            AllowCredentials = values.Flag("url.allowCredentials"),
            MaxAge = values.Number("url.maxAge"),
        };
        return new FunctionUrlOptions
        {
            Auth = auth,
            InvokeMode = values.Choice<FunctionUrlInvokeMode>("url.invokeMode"),
            Cors = cors == new FunctionUrlCors() ? null : cors,
        };
    }

    private static FunctionPermission Permission(ConfigurationMember statement)
    {
        var values = new ConfigurationValues((ConfigurationMap)statement.Value);
        return new FunctionPermission
        {
            StatementId = statement.Name,
            Principal = values.Text("principal") ?? throw ServiceErrors.NoPrincipal(statement.Place, statement.Name),
            Action = values.Text("action") ?? FunctionPermission.InvokeAction,
            SourceArn = values.Text("sourceArn"),
            SourceAccount = values.Text("sourceAccount"),
        };
    }

    private static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string> own, IReadOnlyDictionary<string, string> over)
    {
        var merged = new Dictionary<string, string>(own, StringComparer.Ordinal);
        foreach (var (name, value) in over) merged[name] = value;
        return merged;
    }
}
