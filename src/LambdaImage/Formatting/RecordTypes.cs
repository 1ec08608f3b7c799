using System.Management.Automation;
using System.Management.Automation.Runspaces;
using LambdaImage.Binding;

namespace LambdaImage.Formatting;

/// <summary>What PowerShell is told of every record: how deep jobs and Export-Clixml keep it, and that it is itself
/// again afterwards. What a record looks like is in LambdaImage.Format.ps1xml.</summary>
/// <remarks>Not in a types file: PowerShell reads such a file as an addition, so a second copy of the module in one session
/// would end in an error for each member.</remarks>
internal static class RecordTypes
{
    private const uint Depth = 9;

    private static readonly Type[] Records =
    [
        typeof(LambdaProject),
        typeof(LambdaDockerfile),
        typeof(BuiltLambdaImage),
        typeof(PublishedLambdaImage),
        typeof(LambdaFunctionDeployment),
        typeof(LambdaFunctionImage),
        typeof(LambdaFunctionComparison),
        typeof(LambdaFunctionRelease),
        typeof(ImageScan),
        typeof(ImageCopy),
        typeof(ExportedLambdaImage),
        typeof(LambdaImageInvocation),
        typeof(LambdaImageSbom),
        typeof(LambdaImageMeasurement),
        typeof(MeasuredLayer),
        typeof(LambdaImageDifference),
        typeof(ImageFileDifference),
        typeof(RepositoryImage),
        typeof(RepositoryCleanup),
        typeof(CacheCleanup),
        typeof(RemovedLambdaFunction),
        typeof(ImportedConfiguration),
        typeof(DockerfileFinding),
    ];

    /// <summary>Tells the runspace of this thread, whatever it has been told before.</summary>
    public static void Register()
    {
        using var shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand("Update-TypeData").AddParameter("TypeData", Types().ToArray()).AddParameter("Force").Invoke();
    }

    private static IEnumerable<TypeData> Types()
    {
        foreach (var record in Records)
        {
            yield return new(record) { SerializationDepth = Depth, TypeConverter = typeof(RecordConverter) };
            yield return new("Deserialized." + record.FullName) { TargetTypeForDeserialization = record };
        }

        // Get-LMFunction of AWS.Tools keeps the name one level down. With these two it pipes into
        // Update-LambdaFunctionImage.
        yield return new("Amazon.Lambda.Model.GetFunctionResponse")
        {
            Members =
            {
                ["FunctionName"] = new ScriptPropertyData("FunctionName", ScriptBlock.Create("$this.Configuration.FunctionName")),
                ["FunctionArn"] = new ScriptPropertyData("FunctionArn", ScriptBlock.Create("$this.Configuration.FunctionArn")),
            },
        };
    }
}
