using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Lint;

/// <summary>Days on which the support of base images ends.</summary>
internal static class SupportEnds
{
    /// <summary>Runtimes that Lambda has given up, which the table of what can be made no longer has, and those that are
    /// only used as a base.
    /// <see href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"/></summary>
    private static readonly Dictionary<string, DateOnly> Aws = new(StringComparer.Ordinal)
    {
        ["dotnet:6"] = new(2024, 12, 20),
        ["dotnet:7"] = new(2024, 5, 14),
        ["dotnetcore:3.1"] = new(2023, 4, 3),
        ["go:1"] = new(2024, 1, 8),
        ["java:8"] = new(2024, 1, 8),
        ["java:8.al2"] = new(2027, 6, 30),
        ["java:11"] = new(2027, 6, 30),
        ["java:17"] = new(2027, 6, 30),
        ["java:21"] = new(2029, 6, 30),
        ["java:25"] = new(2029, 6, 30),
        ["nodejs:12"] = new(2023, 3, 31),
        ["nodejs:14"] = new(2023, 12, 4),
        ["nodejs:16"] = new(2024, 6, 12),
        ["nodejs:18"] = new(2025, 9, 1),
        ["python:3.6"] = new(2022, 7, 18),
        ["python:3.7"] = new(2023, 12, 4),
        ["python:3.8"] = new(2024, 10, 14),
        ["python:3.9"] = new(2025, 12, 15),
        ["ruby:2.5"] = new(2021, 7, 30),
        ["ruby:2.7"] = new(2023, 12, 7),
        ["ruby:3.2"] = new(2026, 3, 31),
        ["ruby:3.3"] = new(2027, 3, 31),
        ["ruby:3.4"] = new(2028, 3, 31),
    };

    /// <summary>Official images, by the start of the tag. <see href="https://endoflife.date/"/></summary>
    private static readonly (string Repository, string Version, DateOnly End)[] Official =
    [
        ("alpine", "3.17", new(2024, 11, 22)), ("alpine", "3.18", new(2025, 5, 9)), ("alpine", "3.19", new(2025, 11, 1)), ("alpine", "3.20", new(2026, 4, 1)),
        ("amazonlinux", "1", new(2023, 12, 31)), ("amazonlinux", "2018", new(2023, 12, 31)), ("amazonlinux", "2", new(2026, 6, 30)),
        ("centos", "", new(2024, 6, 30)),
        ("debian", "9", new(2022, 6, 30)), ("debian", "stretch", new(2022, 6, 30)), ("debian", "10", new(2024, 6, 30)), ("debian", "buster", new(2024, 6, 30)),
        ("debian", "11", new(2026, 8, 31)), ("debian", "bullseye", new(2026, 8, 31)),
        ("node", "12", new(2022, 4, 30)), ("node", "14", new(2023, 4, 30)), ("node", "16", new(2023, 9, 11)), ("node", "18", new(2025, 4, 30)),
        ("node", "19", new(2023, 6, 1)), ("node", "20", new(2026, 4, 30)), ("node", "21", new(2024, 6, 1)), ("node", "23", new(2025, 6, 1)),
        ("openjdk", "", new(2022, 7, 1)),
        ("php", "7", new(2022, 11, 28)), ("php", "8.0", new(2023, 11, 26)), ("php", "8.1", new(2025, 12, 31)),
        ("python", "2", new(2020, 1, 1)), ("python", "3.6", new(2021, 12, 23)), ("python", "3.7", new(2023, 6, 27)), ("python", "3.8", new(2024, 10, 7)),
        ("python", "3.9", new(2025, 10, 31)),
        ("ruby", "2", new(2023, 3, 31)), ("ruby", "3.0", new(2024, 4, 23)), ("ruby", "3.1", new(2025, 3, 26)), ("ruby", "3.2", new(2026, 3, 31)),
        ("ubuntu", "16.04", new(2021, 4, 30)), ("ubuntu", "xenial", new(2021, 4, 30)), ("ubuntu", "18.04", new(2023, 5, 31)), ("ubuntu", "bionic", new(2023, 5, 31)),
        ("ubuntu", "20.04", new(2025, 5, 31)), ("ubuntu", "focal", new(2025, 5, 31)),
    ];

    /// <summary>When support ends; null when nobody has published a day.</summary>
    public static DateOnly? Of(BaseImage image)
    {
        if (image is { AwsRuntime: { } runtime, AwsVersion: { } version })
        {
            return LambdaBaseImages.Family(runtime)?.Lines.FirstOrDefault(line => line.Version == version)?.EndsOn
                ?? (Aws.TryGetValue($"{runtime}:{version}", out var day) ? day : null);
        }

        if (image.Reference is not { } reference || !(LinuxSystems.IsOfficial(reference) || reference.Repository.EndsWith("/amazonlinux", StringComparison.Ordinal))) return null;
        var (name, tag) = (reference.Repository.Split('/')[^1], reference.Tag ?? "");
        foreach (var (repository, start, end) in Official)
        {
            if (name == repository && (start.Length == 0 || (tag.StartsWith(start, StringComparison.Ordinal) && (tag.Length == start.Length || !char.IsAsciiLetterOrDigit(tag[start.Length])))))
                return end;
        }

        return null;
    }
}
