# The pages for tasks, run block by block in their order, with the real engine against the lab: what a reader does who types them in. They have
# a Region of their own, so that their short names are nobody else's.
BeforeDiscovery {
    # Given: what the reader has by then. Swap: what the lab has instead. Then: what is true in the end.
    $tasks = @(
        @{
            Page = 'first-deployment'
            Then = { (Get-LambdaFunctionImage shop).State | Should -Be Active; $deployment.FunctionUrl | Should -Match '^https?://' }
        }
        @{
            Page = 'deploy'
            Given = {
                $role = @{ Role = $env:LAMBDAIMAGE_LAB_ROLE_ARN }
                $null = Build-LambdaImage ./shop | Publish-LambdaImage -Repository shop -Tag v1.4
                'shop', 'api', 'worker' | ForEach-Object { $null = Update-LambdaFunctionImage $_ "123456789012.dkr.ecr.$env:AWS_REGION.amazonaws.com/shop:v1.4" @role }
            }
            Swap = @{ 'subnet-1' = { aws ec2 describe-subnets --query 'Subnets[0].SubnetId' --output text } }
            Then = { (Get-LambdaFunctionImage api, worker).Tags | Sort-Object -Unique | Should -Be v1.4 }
        }
        @{
            Page = 'roll-back'
            Given = {
                foreach ($text in 'one', 'two', 'three') {
                    Set-Content ./shop/more.js "// $text"
                    $null = Deploy-LambdaImage ./shop -FunctionName shop -Alias live -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN
                }
            }
            Then = { (aws lambda get-alias --function-name shop --name live --query FunctionVersion --output text) | Should -Be 2 }
        }
        @{
            Page = 'canary'
            Given = {
                $null = Deploy-LambdaImage ./shop -FunctionName shop -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN
                $health = @{ name = 'shop'; invoke = @{ payload = @{ statusCode = 200 } } } | ConvertTo-Json -Depth 3
                $null = Invoke-RestMethod "$env:LAMBDAIMAGE_LAB_AWS/_lab/function" -Method Post -Body $health
                foreach ($alarm in 'shop-latency', 'shop-5xx') {
                    aws cloudwatch put-metric-alarm --alarm-name $alarm --metric-name Errors --namespace AWS/Lambda --statistic Sum --period 60 --evaluation-periods 1 --threshold 1 --comparison-operator GreaterThanThreshold
                    aws cloudwatch set-alarm-state --alarm-name $alarm --state-value OK --state-reason quiet
                }
            }
            # Each deployment has something to release, and nobody waits for minutes.
            Swap = @{
                '-BakeTime 5m' = { '-BakeTime 1s' }
                "'php', 'artisan', 'migrate', '--force'" = { "'node', '--version'" }
                'Deploy-LambdaImage ./shop' = { 'Add-Content ./shop/index.mjs "// again"; Deploy-LambdaImage ./shop' }
            }
            Then = {
                (aws lambda list-versions-by-function --function-name shop --query 'Versions[].Version' --output text) -split '\s+' | Should -Be '$LATEST', 1, 2, 3, 4, 5
                (aws lambda get-alias --function-name shop --name live --query FunctionVersion --output text) | Should -Be 5
            }
        }
        @{
            Page = 'repositories'
            Given = {
                git -C ./shop init --quiet
                git -C ./shop -c user.name=a -c user.email=a@example.com commit --quiet --allow-empty --message first
                $image = Build-LambdaImage ./shop -Name shop -Output ./shop.tar
                $null = Publish-LambdaImage $image -Repository shop -Tag v1.4
                foreach ($repository in 'shop', 'serverless-shop-dev') {
                    $null = Invoke-RestMethod "$env:LAMBDAIMAGE_LAB_AWS/_lab/scan" -Method Post -Body (@{ repository = $repository; findings = @() } | ConvertTo-Json)
                }
            }
            Then = {
                (aws ecr describe-images --repository-name team/shop-prod --query 'imageDetails[].imageTags[]' --output json | ConvertFrom-Json) | Should -Contain latest
                (aws ecr describe-images --repository-name serverless-shop-dev --region us-east-1 --query 'imageDetails[0].imageDigest' --output text) | Should -Be $image.Digest
            }
        }
        @{
            Page = 'scheduled-rebuild'
            Given = {
                $null = Deploy-LambdaImage ./shop -FunctionName shop -Alias live -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN
                $null = Build-LambdaImage ./shop | Publish-LambdaImage -Repository shop -Tag v1.4
            }
            Then = { (Get-LambdaFunctionImage shop -Alias).Qualifier | Should -Contain live }
        }
        @{
            Page = 'clean-up-ecr'
            Given = {
                foreach ($repository in 'serverless-shop-prod', 'shop') { $null = Build-LambdaImage ./shop | Publish-LambdaImage -Repository $repository -Tag v1 }
                $null = Update-LambdaFunctionImage shop "123456789012.dkr.ecr.$env:AWS_REGION.amazonaws.com/shop:v1" -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN
            }
            Swap = @{ ' -AccountProfile staging' = { '' } }
            Then = { (Get-LambdaFunctionImage shop).Drift | Should -Be None }
        }
        @{
            Page = 'coming-from-serverless'
            Service = 'from-serverless'
            # What was imported is a service like any other.
            Then = {
                (Deploy-LambdaImage ./service -Stage prod -Region af-south-1 -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN).FunctionName | Should -Be orders-prod-api, orders-prod-jobs
                (Get-LambdaFunctionImage orders-prod-api, orders-prod-jobs).Drift | Should -Be None, None
            }
        }
        @{
            Page = 'coming-from-sam'
            Service = 'from-sam'
            Then = {
                (Deploy-LambdaImage ./service -Region af-south-1 -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN).FunctionName | Should -Be sample-sam-hello, sample-sam-bye
                (Get-LambdaFunctionImage sample-sam-hello, sample-sam-bye).Drift | Should -Be None, None
            }
        }
        @{
            Page = 'coming-from-lambroll'
            Given = {
                Copy-Item -Recurse $root/docs/samples/from-lambroll ./function
                (Get-Content -Raw ./function/function.json).Replace('eu-west-1', 'af-south-1') | Set-Content ./function/function.json
                $null = Build-LambdaImage ./shop | Publish-LambdaImage -Repository serverless-orders-dev -Tag app
            }
            Then = { (Deploy-LambdaImage ./function -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN).Change | Should -Be Created }
        }
        @{
            Page = 'no-docker'
            Then = { Get-ChildItem ./shop/Dockerfile | Should -HaveCount 1 }
        }
        @{
            Page = 'php-bref'
            Given = {
                Remove-Item -Recurse ./shop
                Copy-Item -Recurse $root/docs/samples/php-bref ./shop
                $published = Build-LambdaImage ./shop | Publish-LambdaImage -Repository shop
                'shop-web', 'shop-artisan' | ForEach-Object { $null = Update-LambdaFunctionImage $_ -Image $published -Role $env:LAMBDAIMAGE_LAB_ROLE_ARN }
            }
            Then = {
                (aws lambda get-function-configuration --function-name shop-artisan --query Environment.Variables.BREF_RUNTIME --output text) | Should -Be console
                (Get-LambdaFunctionImage shop, shop-web, shop-artisan).State | Should -Be Active, Active, Active
            }
        }
        @{
            Page = 'sbom'
            Given = { $PSDefaultParameterValues['Deploy-LambdaImage:Role'] = $env:LAMBDAIMAGE_LAB_ROLE_ARN }
            Then = { './sbom.cdx.json' | Should -Exist; (Get-Content -Raw ./sbom.cdx.json | ConvertFrom-Json).bomFormat | Should -Be CycloneDX }
        }
        @{
            Page = 'private-base-images'
            Given = { Copy-LambdaImage "$env:LAMBDAIMAGE_LAB_REGISTRY/public.ecr.aws/lambda/nodejs:22" -ToRegion $env:AWS_REGION -Repository base/lambda/nodejs -Tag 22 | Out-Null }
            Swap = @{
                'docker.io=123456789012.dkr.ecr.af-south-1.amazonaws.com/docker-hub' = { $env:LAMBDAIMAGE_REGISTRY_MIRRORS }
                'Remove-Item env:LAMBDAIMAGE_REGISTRY_MIRRORS' = { '' }
            }
            Then = { aws ecr describe-repositories --query 'repositories[].repositoryName' --output text | Should -Match 'base/public.ecr.aws/lambda/nodejs' }
        }
        @{
            Page = 'air-gapped'
            Given = { $null = Build-LambdaImage ./shop | Publish-LambdaImage -Repository shop -Tag v1.4 }
            Swap = @{
                'public.ecr.aws=registry.corp.example/public-ecr;docker.io=registry.corp.example/docker-hub' = { $env:LAMBDAIMAGE_REGISTRY_MIRRORS }
                'registry.corp.example' = { "$env:LAMBDAIMAGE_LAB_REGISTRY/tasks-$PID" }
                'Remove-Item env:LAMBDAIMAGE_REGISTRY_MIRRORS' = { '' }
            }
            Then = { './nodejs-22.tar', './shop.tar', './shop-image/oci-layout', './shop-v1.4.tar' | Should -Exist }
        }
    )
}

Describe 'The page' -Skip:(-not $env:LAMBDAIMAGE_LAB) {
    BeforeAll {
        Set-StrictMode -Version Latest
        $ErrorActionPreference = 'Stop'
        $PSNativeCommandUseErrorActionPreference = $true
        Import-Module $PSScriptRoot/doubles/Doubles.psm1
        Import-Module (Get-StagedModule) -Force
        $root = (Resolve-Path "$PSScriptRoot/../..").ProviderPath
        $before = $env:AWS_REGION, $env:AWS_DEFAULT_REGION
        $env:AWS_REGION = $env:AWS_DEFAULT_REGION = 'af-south-1'
        $PSDefaultParameterValues = @{ '*-Lambda*:InformationAction' = 'SilentlyContinue'; '*-Lambda*:WarningAction' = 'SilentlyContinue' }
    }

    AfterAll { $env:AWS_REGION, $env:AWS_DEFAULT_REGION = $before }

    BeforeEach {
        aws lambda list-functions --query 'Functions[].FunctionName' --output json | ConvertFrom-Json | ForEach-Object { aws lambda delete-function --function-name $_ }
        aws ecr describe-repositories --query 'repositories[].repositoryName' --output json | ConvertFrom-Json | ForEach-Object { aws ecr delete-repository --force --repository-name $_ | Out-Null }
        Push-Location (New-Item -ItemType Directory (Join-Path $TestDrive $Page))
        Copy-Item -Recurse $root/docs/samples/node-handler ./shop
    }

    AfterEach { Pop-Location }

    It '<Page> does what it says' -ForEach $tasks {
        if ($_.ContainsKey('Service')) { Copy-Item -Recurse "$root/docs/samples/$Service" ./service }
        if ($_.ContainsKey('Given')) { . $Given }
        $blocks = [regex]::Matches((Get-Content -Raw "$root/docs/$Page.md"), '(?ms)^```powershell\r?\n(.*?)^```').ForEach{ $_.Groups[1].Value }
        $blocks | Should -Not -BeNullOrEmpty
        $ConfirmPreference = 'None'
        $mirrors = $env:LAMBDAIMAGE_REGISTRY_MIRRORS
        try {
            foreach ($block in $blocks) {
                $code = $block.Replace('eu-west-1', 'af-south-1') -replace '(?m)^Install-PSResource.*$'
                if ($_.ContainsKey('Swap')) { foreach ($text in $Swap.Keys | Sort-Object Length -Descending) { $code = $code.Replace($text, (& $Swap[$text])) } }
                . ([scriptblock]::Create($code)) | Out-Null
            }
        }
        finally { $env:LAMBDAIMAGE_REGISTRY_MIRRORS = $mirrors }

        if ($_.ContainsKey('Then')) { & $Then }
    }
}
