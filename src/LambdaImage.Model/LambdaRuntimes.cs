namespace LambdaImage;

/// <summary>The runtimes and their versions, known without the engine. A test keeps them those of its table.</summary>
public static class LambdaRuntimes
{
    /// <summary>The versions of each runtime, newest first.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Versions { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["bun"] = ["1"],
        ["deno"] = ["2"],
        ["dotnet"] = ["10", "9", "8"],
        ["elixir"] = ["1.19", "1.18"],
        ["go"] = ["1.26", "1.25", "1.24"],
        ["java"] = ["25", "21", "17", "17.al2023", "11", "11.al2023", "8.al2", "8.al2023"],
        ["nodejs"] = ["26", "24", "22", "20"],
        ["php"] = ["8.5", "8.4", "8.3", "8.2"],
        ["powershell"] = ["7.6", "7.5", "7.4"],
        ["provided"] = ["al2023", "al2"],
        ["python"] = ["3.15", "3.14", "3.13", "3.12", "3.11", "3.10"],
        ["ruby"] = ["4.0", "3.4", "3.3", "3.2"],
        ["rust"] = ["1"],
    };
}
