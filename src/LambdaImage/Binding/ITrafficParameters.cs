using System.Management.Automation;

namespace LambdaImage.Binding;

/// <summary>The parameters that say how traffic comes to a new version. Update and Deploy declare them alike.</summary>
internal interface ITrafficParameters
{
    /// <summary>Alias to point at the new version.</summary>
    string? Alias { get; }

    /// <summary>Percentages of the traffic, one after the other.</summary>
    double[]? Canary { get; }

    /// <summary>How long each share is watched.</summary>
    TimeSpan? BakeTime { get; }

    /// <summary>Alarms that undo a canary.</summary>
    string[]? Alarm { get; }

    /// <summary>Percentage of invocations that may fail.</summary>
    double? MaxErrorPercent { get; }

    /// <summary>Event that tests the new version.</summary>
    string? SmokePayload { get; }

    /// <summary>Regular expression for the answer.</summary>
    string? SmokeExpect { get; }

    /// <summary>Program and arguments to run in the new image.</summary>
    string[]? ReleaseCommand { get; }

    /// <summary>Container engine for the release command.</summary>
    BuildEngine ReleaseEngine { get; }

    /// <summary>Whether the release command gets AWS credentials.</summary>
    SwitchParameter ReleaseCredential { get; }

    /// <summary>Event that makes the new version do what a release needs.</summary>
    string? ReleasePayload { get; }
}
