using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Takes over settings in the form of Lambda's own API, which SAM and lambroll share.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html"/></summary>
/// <param name="tree">Where they go.</param>
/// <param name="ours">Names that our keys are below.</param>
/// <param name="theirs">Path of the section in their file.</param>
internal sealed class LambdaApiKeys(ImportTree tree, IReadOnlyList<string> ours, string theirs)
{
    private const string Kept = "it is not set here: Keep it where it is, updates do not touch it.";

    /// <summary>The keys that have members of their own.</summary>
    public static IReadOnlyList<ImportKey> All { get; } =
    [
        new("ImageConfig.Command", "functions.*.command") { IsSpecial = true },
        new("ImageConfig.EntryPoint", "functions.*.entryPoint") { IsSpecial = true },
        new("ImageConfig.WorkingDirectory", "functions.*.workingDirectory"),
        new("Code.ImageUri", "functions.*.uri") { IsSpecial = true },
        new("Code.SourceKMSKeyArn", "", "it is about .zip archives: Nothing is needed, an image brings its own.") { IsSilent = true },
        new("Environment.Variables", "functions.*.environment"),
        new("EphemeralStorage.Size", "functions.*.ephemeralStorage"),
        new("VpcConfig.SubnetIds", "functions.*.subnets"),
        new("VpcConfig.SecurityGroupIds", "functions.*.securityGroups"),
        new("VpcConfig.Ipv6AllowedForDualStack", "", "IPv6 out of subnets is not set here: aws lambda update-function-configuration --vpc-config."),
        new("TracingConfig.Mode", "functions.*.tracing") { IsSpecial = true },
        new("DeadLetterConfig.TargetArn", "functions.*.deadLetter"),
        new("FileSystemConfigs", "functions.*.fileSystems", "Each `LocalMountPath` with its `Arn`.") { IsSpecial = true },
        new("LoggingConfig.LogFormat", "functions.*.logFormat"),
        new("LoggingConfig.ApplicationLogLevel", "functions.*.applicationLogLevel"),
        new("LoggingConfig.SystemLogLevel", "functions.*.systemLogLevel"),
        new("LoggingConfig.LogGroup", "functions.*.logGroup"),
        new("SnapStart.ApplyOn", "functions.*.snapStart") { IsSpecial = true },
        new("DurableConfig", "", Kept),
        new("TenancyConfig", "", Kept),
        new("CapacityProviderConfig", "", Kept),
    ];

    private static readonly ImportKey[] Own = [.. All.Select(key => key.Below("functions.*."))];

    /// <summary>Takes a key over whose form differs from ours.</summary>
    public void Take(ConfigurationMember member)
    {
        var told = Told(member.Name);
        if (member.Name == "FileSystemConfigs") FileSystems(member.Value, told);
        else tree.Take(member.Value, Own, member.Name, told, ours, (key, each) => Special(key, each.Value));
    }

    private void Special(string key, ConfigurationNode value)
    {
        switch (key)
        {
            case "ImageConfig.Command" or "ImageConfig.EntryPoint":
                tree.Set([.. ours, key == "ImageConfig.Command" ? "command" : "entryPoint"], value is ConfigurationText { IsNothing: false } one ? new ConfigurationList(one.Place, [one]) : value, Told(key));
                break;
            case "TracingConfig.Mode":
                Tracing(value, key);
                break;
            case "SnapStart.ApplyOn" when tree.Text(value, Told(key)) is { } on:
                tree.Set([.. ours, "snapStart"], on == "PublishedVersions" ? "publishedVersions" : "none", value.Place);
                break;
        }
    }

    /// <summary>Takes over whether requests are traced.</summary>
    public void Tracing(ConfigurationNode value, string key)
    {
        if (tree.Text(value, Told(key)) is { } mode) tree.Set([.. ours, "tracing"], mode == "Active" ? "active" : "passThrough", value.Place);
    }

    private void FileSystems(ConfigurationNode value, string told)
    {
        if (value is not ConfigurationList list)
        {
            tree.Form(value, told);
            return;
        }

        foreach (var item in list.Items)
        {
            if (item is not ConfigurationMap mount || mount.Find("LocalMountPath") is not { } path || mount.Find("Arn") is not { } arn)
            {
                tree.Form(item, told);
                continue;
            }

            if (tree.Text(path, $"{told}.LocalMountPath") is { } at) tree.Set([.. ours, "fileSystems", at], arn, $"{told}.Arn");
            foreach (var other in mount.Members.Where(each => each.Name is not ("LocalMountPath" or "Arn"))) tree.Unknown($"{told}.{other.Name}", other.Place);
        }
    }

    private string Told(string key) => theirs.Length == 0 ? key : $"{theirs}.{key}";
}
