namespace LambdaImage;

/// <summary>How bad a vulnerability is, as Amazon ECR ranks it; the worst is the greatest.</summary>
public enum ScanSeverity
{
    /// <summary>Not ranked, or not yet.</summary>
    Undefined,

    /// <summary>Worth knowing.</summary>
    Informational,

    /// <summary>Low.</summary>
    Low,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>High.</summary>
    High,

    /// <summary>Critical.</summary>
    Critical,
}
