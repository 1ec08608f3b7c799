namespace LambdaImage.Engine.Deployments;

/// <summary>Plans the update of one function.</summary>
/// <param name="request">What the user asked for.</param>
/// <param name="reporter">Takes log lines.</param>
/// <param name="cancel">Stops planning.</param>
internal delegate Task<FunctionPlan> PlanUpdate(UpdateFunctionRequest request, IWorkReporter reporter, CancellationToken cancel);
