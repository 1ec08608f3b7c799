using System.Globalization;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Takes over how SAM has CodeDeploy move traffic.
/// <see href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-deploymentpreference.html"/></summary>
/// <param name="tree">Where it goes.</param>
/// <param name="ours">Names of the function that our keys are below.</param>
/// <param name="theirs">Path of the section in the template.</param>
internal sealed partial class SamPreference(ImportTree tree, IReadOnlyList<string> ours, string theirs)
{
    public void Take(ConfigurationMap preference)
    {
        if (tree.Text(preference.Find("Enabled"), $"{theirs}.Enabled") is "false" or "False") return;
        var isShared = tree.Text(preference.Find("Type"), $"{theirs}.Type") is { } type && Shares(type, preference.Find("Type")!.Place);
        tree.Take(preference, SamKeys.All, "DeploymentPreference", theirs, [], (_, member) =>
        {
            if (member.Name == "Alarms") Alarms(member.Value, isShared);
        });
    }

    /// <summary>Whether the new version gets a share first.</summary>
    private bool Shares(string type, ConfigurationPlace place)
    {
        if (type == "AllAtOnce") return false;
        if (Preference().Match(type) is not { Success: true } match)
        {
            tree.Gap($"{theirs}.Type", place, $"'{type}' is a configuration of AWS CodeDeploy", "Write traffic.canary and traffic.bakeTime.", blocks: false);
            return false;
        }

        var share = int.Parse(match.Groups["share"].ValueSpan, CultureInfo.InvariantCulture);
        int[] shares = match.Groups["kind"].Value == "Canary" ? [share] : [.. Enumerable.Range(1, 100 / share).Select(step => step * share).Where(each => each < 100)];
        tree.Set(
            [.. ours, "traffic", "canary"],
            new ConfigurationList(place, [.. shares.Select(each => new ConfigurationText(place, each.ToString(CultureInfo.InvariantCulture), IsQuoted: false))]), $"{theirs}.Type");
        tree.Set([.. ours, "traffic", "bakeTime"], $"{match.Groups["minutes"].Value}m", place);
        return true;
    }

    /// <summary>Alarms of the template have names that CloudFormation makes up; those are no reason not to deploy.</summary>
    private void Alarms(ConfigurationNode node, bool isShared)
    {
        var alarms = node as ConfigurationList ?? new ConfigurationList(node.Place, [node]);
        foreach (var unknown in alarms.Items.OfType<UnknownValue>())
            tree.Gap($"{theirs}.Alarms", unknown.Place, $"{unknown.Text} {unknown.Reason}", "Write the alarm's name into traffic.alarms.", blocks: false);
        ConfigurationNode[] known = [.. alarms.Items.Where(alarm => alarm is ConfigurationText)];
        // Alarms are watched while the new version has a share.
        if (known.Length > 0 && isShared) tree.Set([.. ours, "traffic", "alarms"], alarms with { Items = known }, $"{theirs}.Alarms");
    }

    [GeneratedRegex("^(?<kind>Canary|Linear)(?<share>[1-9][0-9]?)Percent(Every)?(?<minutes>[1-9][0-9]*)Minutes?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Preference();
}
