namespace LambdaImage.Engine.CiServers;

/// <summary>What later steps and readers of a run are told of the records of a step. The names are in docs/azure-devops.md.</summary>
internal static class CiResults
{
    public static void Tell(object result, ICiLog log)
    {
        switch (result)
        {
            case DockerfileReport report: Tell(report, log); break;
            case PublishedLambdaImage image: Tell(image, log); break;
            case ImageScan scan: log.Summarize($"Scan of {CiSummary.Name(scan)}", CiSummary.Of(scan)); break;
            case IReadOnlyList<ImageCopy> copies:
                foreach (var copy in copies) Tell(copy, log);
                break;
            case LambdaFunctionDeployment deployment: Tell(deployment, log); break;
            case IReadOnlyList<FunctionOutcome> outcomes:
                foreach (var outcome in outcomes) Tell(outcome, log);
                break;
        }
    }

    private static void Tell(FunctionOutcome outcome, ICiLog log)
    {
        if (outcome.Deployment is { } deployment) Tell(deployment, log);
    }

    private static void Tell(DockerfileReport report, ICiLog log)
    {
        foreach (var finding in report.Findings) log.Issue(CiIssue.Of(finding));
    }

    private static void Tell(PublishedLambdaImage image, ICiLog log)
    {
        TellImage(image.ImageUri, log);
        log.Summarize($"Image {Path.GetFileName(image.Repository)}", CiSummary.Of(image));
    }

    private static void Tell(ImageCopy copy, ICiLog log)
    {
        if (copy.ImageUri is { } uri) TellImage(uri, log);
        log.Summarize($"Copy to {copy.Destination}", CiSummary.Of(copy));
    }

    private static void Tell(LambdaFunctionDeployment deployment, ICiLog log)
    {
        TellImage(deployment.ImageUri, log);
        log.Output("functionName", deployment.FunctionName);
        log.Output("functionArn", deployment.FunctionArn);
        log.Output("functionChange", deployment.Change.ToString());
        if (deployment.Version is { } version) log.Output("functionVersion", version);
        log.Summarize($"Function {deployment.FunctionName}", CiSummary.Of(deployment));
    }

    private static void TellImage(string uri, ICiLog log)
    {
        log.Output("imageUri", uri);
        if (uri.Split('@') is [_, var digest]) log.Output("imageDigest", digest);
    }
}
