namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>One page of what a scan found, in the forms of basic and enhanced scanning.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImageScanFindings.html"/></summary>
internal sealed record EcrScan
{
    public EcrScanStatus? ImageScanStatus { get; init; }

    public EcrScanFindings? ImageScanFindings { get; init; }

    public string? NextToken { get; init; }
}

/// <summary>Where a scan stands.</summary>
internal sealed record EcrScanStatus(string? Status, string? Description);

/// <summary>What was found.</summary>
internal sealed record EcrScanFindings
{
    public double? ImageScanCompletedAt { get; init; }

    public IReadOnlyDictionary<string, int>? FindingSeverityCounts { get; init; }

    public IReadOnlyList<EcrBasicFinding>? Findings { get; init; }

    public IReadOnlyList<EcrEnhancedFinding>? EnhancedFindings { get; init; }
}

/// <summary>A finding of a basic scan.</summary>
internal sealed record EcrBasicFinding
{
    public string? Name { get; init; }

    public string? Uri { get; init; }

    public string? Severity { get; init; }

    public IReadOnlyList<EcrAttribute>? Attributes { get; init; }
}

/// <summary>More about a finding, for example <c>package_name</c>.</summary>
internal sealed record EcrAttribute(string Key, string? Value);

/// <summary>A finding of Amazon Inspector.</summary>
internal sealed record EcrEnhancedFinding
{
    public string? Title { get; init; }

    public string? Severity { get; init; }

    public EcrVulnerability? PackageVulnerabilityDetails { get; init; }
}

/// <summary>A vulnerability and the packages that have it.</summary>
internal sealed record EcrVulnerability
{
    public string? VulnerabilityId { get; init; }

    public string? SourceUrl { get; init; }

    public IReadOnlyList<EcrVulnerablePackage>? VulnerablePackages { get; init; }
}

/// <summary>A package with a vulnerability.</summary>
internal sealed record EcrVulnerablePackage(string? Name, string? Version, string? FixedInVersion);
