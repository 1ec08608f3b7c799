using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Takes over settings in the form of Lambda's own API, which SAM and lambroll share.</summary>
/// <param name="tree">Where they go.</param>
/// <param name="ours">Names that our keys are below.</param>
/// <param name="theirs">Path of the section in their file.</param>
internal sealed class LambdaApiKeys(ImportTree tree, IReadOnlyList<string> ours, string theirs)
{
    /// <summary>Takes a key over whose form differs from ours.</summary>
    /// <returns>Whether it is such a key.</returns>
    public bool Take(ConfigurationMember member)
    {
        var map = member.Value as ConfigurationMap;
        switch (member.Name)
        {
            case "ImageConfig":
                List(map, "Command", "command");
                List(map, "EntryPoint", "entryPoint");
                Set(map, "WorkingDirectory", "workingDirectory", member.Name);
                return true;
            case "Environment":
                Set(map, "Variables", "environment", member.Name);
                return true;
            case "EphemeralStorage":
                Set(map, "Size", "ephemeralStorage", member.Name);
                return true;
            case "VpcConfig":
                Set(map, "SubnetIds", "subnets", member.Name);
                Set(map, "SecurityGroupIds", "securityGroups", member.Name);
                return true;
            case "DeadLetterConfig":
                Set(map, "TargetArn", "deadLetter", member.Name);
                return true;
            case "DeadLetterQueue":
                Set(map, "TargetArn", "deadLetter", member.Name);
                return true;
            case "TracingConfig":
                Tracing(map?.Find("Mode"), member.Name + ".Mode");
                return true;
            case "Tracing":
                Tracing(member.Value, member.Name);
                return true;
            case "LoggingConfig":
                Set(map, "LogFormat", "logFormat", member.Name);
                Set(map, "ApplicationLogLevel", "applicationLogLevel", member.Name);
                Set(map, "SystemLogLevel", "systemLogLevel", member.Name);
                Set(map, "LogGroup", "logGroup", member.Name);
                return true;
            case "SnapStart":
                if (map?.Find("ApplyOn") is ConfigurationText on) tree.Set([.. ours, "snapStart"], on.Text == "PublishedVersions" ? "publishedVersions" : "none", on.Place);
                return true;
            case "FileSystemConfigs":
                foreach (var mount in (member.Value as ConfigurationList)?.Items.OfType<ConfigurationMap>() ?? [])
                {
                    if (tree.Text(mount.Find("LocalMountPath"), $"{theirs}.{member.Name}") is { } path && mount.Find("Arn") is { } arn)
                        tree.Set([.. ours, "fileSystems", path], arn, $"{theirs}.{member.Name}.Arn");
                }

                return true;
            default:
                return false;
        }
    }

    private void Set(ConfigurationMap? map, string key, string name, string section)
    {
        if (map?.Find(key) is { } value) tree.Set([.. ours, name], value, $"{theirs}.{section}.{key}");
    }

    private void List(ConfigurationMap? map, string key, string name)
    {
        if (map?.Find(key) is { } value) tree.Set([.. ours, name], value is ConfigurationText one ? new ConfigurationList(one.Place, [one]) : value, $"{theirs}.ImageConfig.{key}");
    }

    private void Tracing(ConfigurationNode? node, string key)
    {
        if (tree.Text(node, $"{theirs}.{key}") is { } mode) tree.Set([.. ours, "tracing"], mode == "Active" ? "active" : "passThrough", node!.Place);
    }
}
